frappe.listview_settings["Point Adjustment"] = community_gov.staged_list("Point Adjustment", {
	onload(listview) {
		if (!frappe.model.can_create("Point Adjustment")) return;
		// A sheet with the columns of the guide; every row becomes an adjustment that somebody else grants.
		const told = (found) => __("{0} opening balances wait for somebody else to grant them.", [found.asked]);
		listview.page.add_inner_button(__("Import Opening Balances"), () =>
			community_gov.upload_sheet("points.import_openings", told, () => listview.refresh())
		);
	},
});
