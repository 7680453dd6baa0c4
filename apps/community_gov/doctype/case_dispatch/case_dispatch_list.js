frappe.listview_settings["Case Dispatch"] = community_gov.staged_list("Case Dispatch", {
	formatters: { due_at: (value, _df, doc) => community_gov.time_left(value, doc) },
});
