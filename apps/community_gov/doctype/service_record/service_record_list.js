frappe.listview_settings["Service Record"] = community_gov.staged_list("Service Record", {
	hide_name_column: false,
});
