frappe.ui.form.on("Volunteer Team", {
	setup(frm) {
		frm.set_query("leader", () => ({ filters: { status: "Active" } }));
	},

	refresh(frm) {
		if (!frm.is_new()) community_gov.show_team(frm);
	},
});
