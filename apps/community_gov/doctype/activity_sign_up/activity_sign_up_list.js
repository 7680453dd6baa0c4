const SIGN_UP_COLOURS = { "Signed Up": "blue", Waiting: "orange", Attended: "green", Missed: "red" };

frappe.listview_settings["Activity Sign-up"] = {
	hide_name_column: true,
	hide_name_filter: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status, null, "Activity Sign-up"),
		SIGN_UP_COLOURS[doc.status] || "gray",
		`status,=,${doc.status}`,
	],
};
