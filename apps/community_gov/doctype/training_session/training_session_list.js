const SESSION_COLOURS = { "To Be Held": "orange", Held: "green", "Called Off": "gray" };

frappe.listview_settings["Training Session"] = {
	hide_name_filter: true,
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status, null, "Training Session"),
		SESSION_COLOURS[doc.status] || "gray",
		`status,=,${doc.status}`,
	],
};
