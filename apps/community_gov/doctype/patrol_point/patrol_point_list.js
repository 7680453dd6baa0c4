frappe.listview_settings["Patrol Point"] = {
	hide_name_filter: true,
	hide_name_column: true,
};
