frappe.listview_settings["Poll"] = community_gov.staged_list("Poll");
