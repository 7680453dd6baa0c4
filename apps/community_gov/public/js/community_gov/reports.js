// Filters that the reports over figures share.
frappe.provide("community_gov");

/** This month to today, and a place. */
community_gov.period_filters = () => [
	{
		fieldname: "from_date",
		label: __("From Date"),
		fieldtype: "Date",
		default: frappe.datetime.month_start(),
		reqd: 1,
	},
	{
		fieldname: "to_date",
		label: __("To Date"),
		fieldtype: "Date",
		default: frappe.datetime.get_today(),
		reqd: 1,
	},
	{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Grid" },
];
