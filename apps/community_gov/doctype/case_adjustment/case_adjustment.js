frappe.ui.form.on("Case Adjustment", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Open Case"), () => frappe.set_route("Form", "Case", frm.doc.case_file));
	},
});
