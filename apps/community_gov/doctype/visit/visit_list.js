const VISIT_COLOURS = { Planned: "orange", Done: "green", Missed: "red", Cancelled: "gray" };

frappe.listview_settings["Visit"] = {
	hide_name_filter: true,
	add_fields: ["status", "due_on"],
	onload: (listview) => community_gov.add_day_list(listview),
	get_indicator(doc) {
		const overdue = doc.status === "Planned" && doc.due_on < frappe.datetime.get_today();
		return [
			overdue ? __("Overdue") : __(doc.status, null, "Visit"),
			overdue ? "red" : VISIT_COLOURS[doc.status] || "gray",
			`status,=,${doc.status}`,
		];
	},
};
