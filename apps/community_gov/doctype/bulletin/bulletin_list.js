frappe.listview_settings["Bulletin"] = community_gov.staged_list("Bulletin");
