frappe.listview_settings["Service Certificate"] = community_gov.status_list(
	"Service Certificate",
	{ Valid: "green", Revoked: "red" },
	{ hide_name_column: false }
);
