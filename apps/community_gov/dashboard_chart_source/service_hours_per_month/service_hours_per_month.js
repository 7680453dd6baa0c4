frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Service Hours per Month"] = {
	method: "community_gov.api.v1.service_figures.hours_per_month",
	filters: [],
};
