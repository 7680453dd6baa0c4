frappe.listview_settings["Community Notice"] = community_gov.staged_list("Community Notice");
