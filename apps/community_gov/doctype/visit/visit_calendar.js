// Visits on the days on which they are due.
frappe.views.calendar["Visit"] = {
	field_map: { id: "name", start: "due_on", end: "due_on", title: "address", allDay: "all_day" },
	fields: ["name", "address", "due_on", "status", "visit_kind"],
	options: {
		editable: false,
		selectable: false,
		displayEventEnd: false,
		// The calendar's library knows no plain "zh".
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
	},
	// Called for each event: plans move by the plan, not by dragging.
	get_css_class(event) {
		event.editable = false;
		event.allDay = true;
		if (event.status === "Done") return "success";
		if (event.status === "Missed") return "danger";
		return event.status === "Planned" ? "warning" : "default";
	},
};
