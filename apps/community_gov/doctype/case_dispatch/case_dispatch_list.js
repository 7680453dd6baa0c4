frappe.listview_settings["Case Dispatch"] = community_gov.staged_list("Case Dispatch");
