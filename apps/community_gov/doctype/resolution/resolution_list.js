frappe.listview_settings["Resolution"] = community_gov.staged_list("Resolution");
