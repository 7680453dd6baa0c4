frappe.query_reports["Post Figures"] = {
	filters: [
		...community_gov.period_filters(),
		{
			fieldname: "post",
			label: __("Post"),
			fieldtype: "Select",
			options: [
				{ value: "Collector", label: __("Collector") },
				{ value: "Operator", label: __("Operator") },
				{ value: "Duty Chief", label: __("Duty Chief") },
				{ value: "Dispatcher", label: __("Dispatcher") },
			],
			default: "Operator",
		},
	],
};
