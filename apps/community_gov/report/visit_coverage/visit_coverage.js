frappe.query_reports["Visit Coverage"] = {
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
				{ value: "Person", label: __("Person") },
			],
		},
	],
};
