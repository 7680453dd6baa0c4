frappe.ui.form.on("Point Entry", {
	refresh(frm) {
		const reversible = ["Opening Balance", "Adjustment"].includes(frm.doc.kind);
		if (!reversible || !frappe.model.can_create("Point Adjustment")) return;
		// It becomes a Point Adjustment that somebody else grants.
		const fields = () => [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }];
		const request = { point_entry: frm.doc.name };
		community_gov.add_asking_button(frm, __("Ask for Reversal"), fields, "points.reverse", request);
	},
});
