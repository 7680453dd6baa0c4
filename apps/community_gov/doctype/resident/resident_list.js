frappe.listview_settings["Resident"] = community_gov.status_list(
	"Resident",
	{ Present: "green", "Moved Out": "orange" },
	{
		onload(listview) {
			community_gov.add_word_search(listview);
			community_gov.add_number_search(listview);
		},
	}
);
