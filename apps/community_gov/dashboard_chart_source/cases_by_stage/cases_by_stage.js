frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Cases by Stage"] = {
	method: "community_gov.api.v1.charts.cases_by_stage",
	filters: [],
};
