frappe.listview_settings["Case"] = community_gov.staged_list("Case", {
	add_fields: ["stage", "stage_category", "urgency"],
});
