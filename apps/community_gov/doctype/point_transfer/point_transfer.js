frappe.ui.form.on("Point Transfer", {
	setup(frm) {
		for (const fieldname of ["giver", "taker"]) {
			frm.set_query(fieldname, () => ({ filters: { status: "Active" } }));
		}
	},

	refresh(frm) {
		frm.toggle_display("stage_section", !frm.is_new());
		for (const fieldname of ["decided_at", "decided_by"]) {
			frm.toggle_display(fieldname, Boolean(frm.doc[fieldname]));
		}
	},
});
