frappe.listview_settings["Volunteer Activity"] = community_gov.staged_list("Volunteer Activity");
