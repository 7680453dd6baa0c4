frappe.listview_settings["Public Notice"] = community_gov.staged_list("Public Notice");
