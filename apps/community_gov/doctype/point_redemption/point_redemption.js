frappe.ui.form.on("Point Redemption", {
	setup(frm) {
		frm.set_query("volunteer", () => ({ filters: { status: "Active" } }));
		frm.set_query("reward_item", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		// The pick-up code is asked for in the dialog of the hand-over.
		frm.toggle_display("given_code", false);
		community_gov.take_back_button(frm);
		community_gov.slip_button(frm);
	},
});
