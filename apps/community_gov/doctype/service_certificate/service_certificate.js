frappe.ui.form.on("Service Certificate", {
	setup(frm) {
		frm.set_query("volunteer", () => ({ filters: { status: ["!=", "Retired"] } }));
	},

	refresh(frm) {
		frm.toggle_display("issue_section", !frm.is_new());
		if (frm.is_new()) return;
		frm.disable_save();
		const issues = frappe.user.has_role(["Volunteer Coordinator", "Community Administrator"]);
		if (frm.doc.status !== "Valid" || !issues) return;
		frm.add_custom_button(__("Revoke", null, "Service Certificate"), () => {
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
				async ({ reason }) => {
					await community_gov.post("certificate.revoke", { certificate: frm.doc.name, reason });
					frm.reload_doc();
				},
				__("Revoke", null, "Service Certificate")
			);
		});
	},
});
