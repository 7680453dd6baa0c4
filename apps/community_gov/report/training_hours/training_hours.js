frappe.query_reports["Training Hours"] = community_gov.period_report();
