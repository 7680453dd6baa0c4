frappe.listview_settings["Project Call"] = community_gov.staged_list("Project Call");
