frappe.listview_settings["Micro-project"] = community_gov.staged_list("Micro-project");
