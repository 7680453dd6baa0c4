frappe.query_reports["Grid Workers of the Year"] = {
	filters: [
		{
			fieldname: "of_year",
			label: __("Year"),
			fieldtype: "Int",
			default: new Date().getFullYear(),
			reqd: 1,
		},
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Grid" },
	],
};
