// Volunteer activities from their beginning to their end.
// Frappe knows four classes: danger is red, success green, default blue, warning orange.
const ACTIVITY_CLASS = { Recruiting: "default", "Sign-up Closed": "default", Held: "success", "Called Off": "danger" };

frappe.views.calendar["Volunteer Activity"] = community_gov.fixed_calendar(
	{ start: "starts_at", end: "ends_at", title: "activity_title", more: ["stage"] },
	({ stage }) => ACTIVITY_CLASS[stage] || "warning"
);
