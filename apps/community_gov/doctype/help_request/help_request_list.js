frappe.listview_settings["Help Request"] = community_gov.staged_list("Help Request");
