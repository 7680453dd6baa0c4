frappe.listview_settings["Point Redemption"] = community_gov.staged_list("Point Redemption", {
	hide_name_column: false,
});
