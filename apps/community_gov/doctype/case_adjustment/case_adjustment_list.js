frappe.listview_settings["Case Adjustment"] = community_gov.staged_list("Case Adjustment");
