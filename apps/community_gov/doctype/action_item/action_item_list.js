frappe.listview_settings["Action Item"] = community_gov.staged_list("Action Item");
