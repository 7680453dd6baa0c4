const SHIPPED_COLOURS = { "In Step": "green", "Left Alone": "orange", "Deleted Here": "gray" };

frappe.listview_settings["Shipped Record"] = {
	hide_name_column: true,
	hide_name_filter: true,
	get_indicator: (doc) => [
		__(doc.status, null, "Shipped Record"),
		SHIPPED_COLOURS[doc.status] || "gray",
		`status,=,${doc.status}`,
	],
};
