frappe.ui.form.on("Volunteer Registration", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		frm.toggle_display("stage_section", !frm.is_new());
		if (frm.is_new()) return;
		community_gov.offer_new_code(frm, "volunteer.issue_code", "registration");
		community_gov.add_reveal_buttons(frm, [
			["mobile", __("Mobile Number")],
			...(frm.doc.guardian_mobile ? [["guardian_mobile", __("Guardian's Mobile Number")]] : []),
		]);
		if (frm.doc.same_person && frm.doc.stage_category === "Open") {
			frm.set_intro(__("A volunteer with this number is on record already. Compare the two before deciding."), "orange");
		}
	},
});
