frappe.listview_settings["Shipped Record"] = community_gov.status_list("Shipped Record", {
	"In Step": "green",
	"Left Alone": "orange",
});
