frappe.ui.form.on("Resident", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		community_gov.add_reveal_buttons(frm, [
			["identity_number", __("Identity Number")],
			["mobile", __("Mobile Number")],
		]);
	},
});
