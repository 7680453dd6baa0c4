frappe.query_reports["Patrol Coverage"] = community_gov.period_report({
	fieldname: "by",
	label: __("By"),
	words: {
		Grid: __("Grid"),
		Community: __("Community", null, "Grid"),
		Day: __("Date"),
		Point: __("Patrol Point"),
		Missed: __("Missed Points"),
	},
});
