frappe.listview_settings["Patrol"] = {
	hide_name_filter: true,
	hide_name_column: true,
	add_fields: ["status", "ended_by_system"],
	onload(listview) {
		if (!frappe.user.has_role("Grid Worker")) return;
		listview.page.add_inner_button(__("Begin a Patrol"), () => community_gov.begin_patrol());
	},
	get_indicator(doc) {
		if (doc.status === "Ended" && doc.ended_by_system) {
			return [__("Ended by the System"), "gray", "ended_by_system,=,1"];
		}
		return [__(doc.status, null, "Patrol"), doc.status === "Ended" ? "green" : "orange", `status,=,${doc.status}`];
	},
};
