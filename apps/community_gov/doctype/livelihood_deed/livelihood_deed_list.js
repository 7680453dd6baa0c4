frappe.listview_settings["Livelihood Deed"] = community_gov.staged_list("Livelihood Deed");
