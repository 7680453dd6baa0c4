frappe.query_reports["Volunteer Service Figures"] = community_gov.period_report({
	fieldname: "by",
	label: __("Group By", null, "Volunteer Service Figures"),
	words: {
		Team: __("Team"),
		Project: __("Project"),
		Grid: __("Grid"),
		Month: __("Month"),
		Volunteer: __("Volunteer"),
	},
});
