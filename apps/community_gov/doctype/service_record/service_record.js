frappe.ui.form.on("Service Record", {
	setup(frm) {
		frm.set_query("volunteer", () => ({ filters: { status: "Active" } }));
		frm.set_query("help_request", () => ({
			filters: { volunteer: frm.doc.volunteer || "", stage: ["in", ["Served", "Confirmed"]] },
		}));
		frm.set_query("project", () => ({ filters: { enabled: 1 } }));
		frm.set_query("intensity", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		frm.toggle_display("hours_section", !frm.is_new());
		frm.toggle_display("stage_section", !frm.is_new());
		frm.toggle_display("origin_section", !frm.is_new());
		for (const fieldname of ["disputed_at", "revoked_at", "revoked_by", "decided_at", "decided_by"]) {
			frm.toggle_display(fieldname, Boolean(frm.doc[fieldname]));
		}
		if (frm.doc.is_late) frm.dashboard.add_indicator(__("Entered Late"), "orange");
		if (frm.doc.hours < frm.doc.served_hours) {
			frm.dashboard.add_indicator(__("Above the Hours Recognised a Day"), "orange");
		}
		if (!frm.is_new() && !frm.doc.point_rule) {
			frm.dashboard.add_indicator(__("No Point Rule Fits"), "gray");
		}
	},
});
