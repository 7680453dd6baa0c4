frappe.query_reports["Patrol Coverage"] = {
	filters: [
		...community_gov.period_filters(),
		{
			fieldname: "by",
			label: __("By"),
			fieldtype: "Select",
			default: "Grid",
			options: [
				{ value: "Grid", label: __("Grid") },
				{ value: "Community", label: __("Community", null, "Grid") },
				{ value: "Day", label: __("Day") },
				{ value: "Point", label: __("Patrol Point") },
				{ value: "Missed", label: __("Missed Points") },
			],
		},
	],
};
