frappe.listview_settings["Deliberation Topic"] = community_gov.staged_list("Deliberation Topic");
