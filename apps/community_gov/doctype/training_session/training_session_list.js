frappe.listview_settings["Training Session"] = community_gov.status_list("Training Session", {
	"To Be Held": "orange",
	Held: "green",
});
