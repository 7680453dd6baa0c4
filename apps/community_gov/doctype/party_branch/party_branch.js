frappe.ui.form.on("Party Branch", {
	setup(frm) {
		frm.set_query("parent_branch", () => ({ filters: { name: ["!=", frm.doc.name || ""], enabled: 1 } }));
		frm.set_query("secretary_consent", () => ({ filters: { status: "Given" } }));
	},

	refresh(frm) {
		frm.toggle_display("secretary_consent", frm.doc.secretary_basis === "Consent");
	},

	secretary_basis: (frm) => frm.trigger("refresh"),
});
