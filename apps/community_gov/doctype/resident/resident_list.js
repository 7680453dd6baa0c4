const RESIDENT_COLOURS = { Present: "green", "Moved Out": "orange", Deceased: "gray", Merged: "gray" };

frappe.listview_settings["Resident"] = {
	hide_name_column: true,
	hide_name_filter: true,
	add_fields: ["status"],
	onload: (listview) => community_gov.add_number_search(listview),
	get_indicator: (doc) => [
		__(doc.status, null, "Resident"),
		RESIDENT_COLOURS[doc.status] || "gray",
		`status,=,${doc.status}`,
	],
};
