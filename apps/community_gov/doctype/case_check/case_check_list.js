const CASE_CHECK_COLOURS = { Pending: "orange", Passed: "green", Failed: "red", Withdrawn: "gray" };

frappe.listview_settings["Case Check"] = {
	hide_name_column: true,
	hide_name_filter: true,
	add_fields: ["result"],
	get_indicator: (doc) =>
		doc.result && [
			__(doc.result, null, "Case Check"),
			CASE_CHECK_COLOURS[doc.result] || "gray",
			`result,=,${doc.result}`,
		],
};
