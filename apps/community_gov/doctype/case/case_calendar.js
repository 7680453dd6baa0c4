// Cases on the days on which they are due, in the colours of their stage light.
frappe.views.calendar["Case"] = {
	field_map: { id: "name", start: "due_at", end: "due_at", title: "title", allDay: "all_day" },
	fields: ["name", "title", "due_at", "warn_at", "stage", "stage_category", "first_breached_at"],
	options: {
		editable: false,
		selectable: false,
		displayEventEnd: false,
		timeFormat: "HH:mm",
		// The calendar's library knows no plain "zh".
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
	},
	// Called for each event: the deadline is computed, so nothing is to be dragged.
	get_css_class(event) {
		event.editable = false;
		if (event.stage_category === "Done") return "default";
		const now = frappe.datetime.now_datetime();
		if (event.first_breached_at || event.due_at < now) return "danger";
		return event.warn_at && event.warn_at < now ? "warning" : "success";
	},
};
