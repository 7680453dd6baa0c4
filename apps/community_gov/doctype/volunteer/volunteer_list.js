frappe.listview_settings["Volunteer"] = community_gov.status_list(
	"Volunteer",
	{ Active: "green", Paused: "orange" },
	{ hide_name_column: false }
);
