frappe.listview_settings["Service Certificate"] = {
	hide_name_filter: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status, null, "Service Certificate"),
		doc.status === "Valid" ? "green" : "red",
		`status,=,${doc.status}`,
	],
};
