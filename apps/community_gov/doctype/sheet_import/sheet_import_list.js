frappe.listview_settings["Sheet Import"] = {
	hide_name_column: true,
	hide_name_filter: true,
};
