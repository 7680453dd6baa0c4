frappe.query_reports["Area Figures"] = community_gov.period_report({
	fieldname: "level",
	label: __("Level"),
	words: Object.fromEntries(
		["City", "District", "Street", "Community", "Grid"].map((level) => [level, __(level, null, "Grid")])
	),
	default: "Community",
});
