// A rule is called by its name, which is its number too.
frappe.listview_settings["Routing Rule"] = { hide_name_column: true };
