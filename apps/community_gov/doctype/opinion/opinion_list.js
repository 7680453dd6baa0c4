frappe.listview_settings["Opinion"] = community_gov.staged_list("Opinion");
