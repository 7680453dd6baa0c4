frappe.ui.form.on("Case Dispatch", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		community_gov.show_glance(frm, frm.doc.case_file);
		frm.add_custom_button(__("Open Case"), () => frappe.set_route("Form", "Case", frm.doc.case_file));
		community_gov.add_take_over_buttons(frm);
		community_gov.offer_requests(frm, frm.doc.case_file, frm.doc);
	},
});
