frappe.ui.form.on("Consent", {
	setup(frm) {
		frm.set_query("consent_text", () => ({
			filters: { published: 1, ...(frm.doc.volunteer ? { purpose: "Volunteer Registration" } : {}) },
		}));
		frm.set_query("resident", () => ({ filters: { status: "Present" } }));
		frm.set_query("volunteer", () => ({ filters: { status: ["!=", "Retired"] } }));
	},

	refresh(frm) {
		community_gov.add_consent_buttons(frm);
	},
});
