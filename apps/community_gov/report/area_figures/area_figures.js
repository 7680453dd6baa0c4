frappe.query_reports["Area Figures"] = {
	filters: [
		...community_gov.period_filters(),
		{
			fieldname: "level",
			label: __("Level"),
			fieldtype: "Select",
			options: ["City", "District", "Street", "Community", "Grid"].map((value) => ({
				value,
				label: __(value, null, "Grid"),
			})),
			default: "Community",
		},
	],
};
