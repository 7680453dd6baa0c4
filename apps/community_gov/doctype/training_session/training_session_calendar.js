// Training sessions from their beginning to their end.
frappe.views.calendar["Training Session"] = {
	field_map: { id: "name", start: "begins_at", end: "ends_at", title: "topic", allDay: "all_day" },
	fields: ["name", "topic", "begins_at", "ends_at", "status"],
	options: {
		editable: false,
		selectable: false,
		// The calendar's library knows no plain "zh".
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
	},
	get_css_class(event) {
		event.editable = false;
		if (event.status === "Held") return "success";
		return event.status === "Called Off" ? "default" : "warning";
	},
};
