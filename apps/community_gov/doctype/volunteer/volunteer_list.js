frappe.listview_settings["Volunteer"] = community_gov.status_list(
	"Volunteer",
	{ Active: "green", Paused: "orange" },
	{ hide_name_column: false, onload: (listview) => community_gov.add_word_search(listview) }
);
