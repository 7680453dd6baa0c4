frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Cases per Day"] = {
	method: "community_gov.api.v1.charts.cases_per_day",
	filters: [],
};
