frappe.query_reports["Volunteer Service Figures"] = {
	filters: [
		...community_gov.period_filters(),
		{
			fieldname: "by",
			label: __("Group By"),
			fieldtype: "Select",
			options: [
				{ value: "Team", label: __("Team") },
				{ value: "Project", label: __("Project") },
				{ value: "Grid", label: __("Grid") },
				{ value: "Month", label: __("Month") },
				{ value: "Volunteer", label: __("Volunteer") },
			],
			default: "Team",
		},
	],
};
