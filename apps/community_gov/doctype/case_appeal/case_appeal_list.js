frappe.listview_settings["Case Appeal"] = community_gov.staged_list("Case Appeal");
