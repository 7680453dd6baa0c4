frappe.query_reports["Unit Figures"] = community_gov.period_report();
