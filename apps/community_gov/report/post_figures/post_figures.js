frappe.query_reports["Post Figures"] = community_gov.period_report({
	fieldname: "post",
	label: __("Post", null, "Post Figures"),
	words: {
		Collector: __("Collector"),
		Operator: __("Operator"),
		"Duty Chief": __("Duty Chief"),
		Dispatcher: __("Dispatcher"),
	},
	default: "Operator",
});
