frappe.listview_settings["Case Dispatch"] = community_gov.staged_list("Case Dispatch", {
	add_fields: ["stage", "stage_category", "case_file", "case_title"],
	formatters: { due_at: (value, _df, doc) => community_gov.time_left(value, doc) },
});
