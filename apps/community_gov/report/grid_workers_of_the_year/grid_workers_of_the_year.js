frappe.query_reports["Grid Workers of the Year"] = {
	filters: [
		{
			fieldname: "of_year",
			label: __("Year"),
			fieldtype: "Int",
			default: Number(frappe.datetime.system_datetime().slice(0, 4)),
			reqd: 1,
		},
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Grid" },
	],
};
