frappe.listview_settings["Supervision Order"] = community_gov.staged_list("Supervision Order");
