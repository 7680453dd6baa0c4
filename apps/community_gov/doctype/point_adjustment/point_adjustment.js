frappe.ui.form.on("Point Adjustment", {
	refresh(frm) {
		frm.toggle_display("stage_section", !frm.is_new());
		for (const fieldname of ["decided_at", "decided_by"]) {
			frm.toggle_display(fieldname, Boolean(frm.doc[fieldname]));
		}
	},
});
