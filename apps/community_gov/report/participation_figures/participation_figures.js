frappe.query_reports["Participation Figures"] = community_gov.period_report();
