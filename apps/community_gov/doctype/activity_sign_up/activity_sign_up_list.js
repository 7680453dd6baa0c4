frappe.listview_settings["Activity Sign-up"] = community_gov.status_list("Activity Sign-up", {
	"Signed Up": "blue",
	Waiting: "orange",
	Attended: "green",
	Missed: "red",
});
