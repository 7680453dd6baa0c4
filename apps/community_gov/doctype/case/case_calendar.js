// Cases on the days on which they are due, in the colours of their stage light.
frappe.views.calendar["Case"] = community_gov.fixed_calendar(
	{ start: "due_at", title: "title", more: ["warn_at", "stage", "stage_category", "checking_at", "first_breached_at"] },
	(event) => {
		if (event.stage_category === "Done") return "default";
		// The last answer stops the clock.
		const now = (event.stage === "Checking" && event.checking_at) || frappe.datetime.now_datetime();
		if (event.first_breached_at || event.due_at < now) return "danger";
		return event.warn_at && event.warn_at < now ? "warning" : "success";
	},
	{ displayEventEnd: false, timeFormat: "HH:mm" }
);
