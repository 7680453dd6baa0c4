frappe.listview_settings["Deed List"] = community_gov.staged_list("Deed List");
