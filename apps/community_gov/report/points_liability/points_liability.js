frappe.query_reports["Points Liability"] = {
	filters: [{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Grid" }],
};
