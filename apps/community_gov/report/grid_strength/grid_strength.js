frappe.query_reports["Grid Strength"] = {
	filters: [
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Grid" },
		{ fieldname: "only_gaps", label: __("Only Grids with Gaps"), fieldtype: "Check" },
	],

	onload(report) {
		report.page.add_inner_button(__("Show on the Map"), () =>
			community_gov.show_strength(report.get_values().area)
		);
	},
};
