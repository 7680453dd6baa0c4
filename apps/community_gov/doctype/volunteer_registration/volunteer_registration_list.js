frappe.listview_settings["Volunteer Registration"] = community_gov.staged_list("Volunteer Registration");
