frappe.listview_settings["Retention Run"] = {
	hide_name_column: true,
	hide_name_filter: true,
	onload: (listview) => community_gov.add_retention_buttons(listview),
};
