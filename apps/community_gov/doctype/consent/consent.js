frappe.ui.form.on("Consent", {
	setup(frm) {
		frm.set_query("consent_text", () => ({ filters: { published: 1 } }));
		frm.set_query("resident", () => ({ filters: { status: "Present" } }));
	},

	refresh(frm) {
		community_gov.add_consent_buttons(frm);
	},
});
