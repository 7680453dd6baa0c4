frappe.ui.form.on("Patrol", {
	refresh(frm) {
		frm.get_field("track").$wrapper.empty();
		if (frm.is_new()) return;
		community_gov.draw_patrol(frm);
		frm.toggle_display("cases_section", Boolean(frm.doc.case_count));
		if (frm.doc.status === "Ended" || frm.doc.worker !== frappe.session.user) return;
		frm.add_custom_button(__("Check In"), () => community_gov.show_points(frm)).addClass("btn-primary");
		frm.add_custom_button(__("Report a Case"), () => frappe.new_doc("Case", { grid: frm.doc.grid, source: "Patrol" }));
		const note = () => [{ fieldname: "note", fieldtype: "Small Text", label: __("Note"), default: frm.doc.note }];
		community_gov.add_asking_button(frm, __("End the Patrol"), note, "patrol.finish", { patrol: frm.doc.name });
	},
});
