frappe.listview_settings["Resident Import"] = {
	hide_name_column: true,
	hide_name_filter: true,
};
