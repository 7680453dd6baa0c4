frappe.query_reports["Training Hours"] = { filters: community_gov.period_filters() };
