frappe.listview_settings["Interest Group"] = community_gov.staged_list("Interest Group");
