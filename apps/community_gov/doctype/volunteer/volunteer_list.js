const VOLUNTEER_COLOURS = { Active: "green", Paused: "orange", Retired: "gray" };

frappe.listview_settings["Volunteer"] = {
	hide_name_filter: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status, null, "Volunteer"),
		VOLUNTEER_COLOURS[doc.status] || "gray",
		`status,=,${doc.status}`,
	],
};
