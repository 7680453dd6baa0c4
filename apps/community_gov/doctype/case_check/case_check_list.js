frappe.listview_settings["Case Check"] = community_gov.status_list(
	"Case Check",
	{ Pending: "orange", Passed: "green", Failed: "red" },
	{ fieldname: "result", add_fields: ["result", "case_file", "case_title"] }
);
