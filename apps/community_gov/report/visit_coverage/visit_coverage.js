frappe.query_reports["Visit Coverage"] = community_gov.period_report({
	fieldname: "by",
	label: __("By"),
	words: { Grid: __("Grid"), Community: __("Community", null, "Grid"), Person: __("Person") },
});
