// Training sessions from their beginning to their end.
frappe.views.calendar["Training Session"] = community_gov.fixed_calendar(
	{ start: "begins_at", end: "ends_at", title: "topic", more: ["status"] },
	({ status }) => ({ Held: "success", "Called Off": "default" })[status] || "warning"
);
