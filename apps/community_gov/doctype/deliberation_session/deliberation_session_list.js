frappe.listview_settings["Deliberation Session"] = community_gov.staged_list("Deliberation Session");
