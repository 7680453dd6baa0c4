frappe.listview_settings["Point Transfer"] = community_gov.staged_list("Point Transfer");
