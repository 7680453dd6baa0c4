frappe.listview_settings["Policy Lecture"] = community_gov.staged_list("Policy Lecture");
