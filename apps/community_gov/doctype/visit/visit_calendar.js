// Visits on the days on which they are due; plans move by the plan, not by dragging.
frappe.views.calendar["Visit"] = community_gov.fixed_calendar(
	{ start: "due_on", title: "address", more: ["status", "visit_kind"] },
	(event) => {
		event.allDay = true;
		return { Done: "success", Missed: "danger", Planned: "warning" }[event.status] || "default";
	},
	{ displayEventEnd: false }
);
