frappe.query_reports["Unit Figures"] = {
	filters: [
		...community_gov.period_filters(),
	],
};
