// Volunteer activities from their beginning to their end.
// Frappe knows four classes: danger is red, success green, default blue, warning orange.
const ACTIVITY_CLASS = { Recruiting: "default", "Sign-up Closed": "default", Held: "success", "Called Off": "danger" };

frappe.views.calendar["Volunteer Activity"] = {
	field_map: { id: "name", start: "starts_at", end: "ends_at", title: "activity_title", allDay: "all_day" },
	fields: ["name", "activity_title", "starts_at", "ends_at", "stage"],
	options: {
		editable: false,
		selectable: false,
		// The calendar's library knows no plain "zh".
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
	},
	get_css_class(event) {
		event.editable = false;
		return ACTIVITY_CLASS[event.stage] || "warning";
	},
};
