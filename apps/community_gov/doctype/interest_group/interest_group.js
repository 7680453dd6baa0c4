frappe.ui.form.on("Interest Group", {
	refresh(frm) {
		frm.toggle_display("registration_number", frm.doc.registration === "Registered as a Legal Person");
		if (frm.is_new()) return;
		frm.add_custom_button(__("Members", null, "Interest Group"), () => frappe.set_route("List", "Group Member", { interest_group: frm.doc.name }));
		if (!frm.perm[0]?.write || frm.doc.stage_category === "Done") return;
		community_gov.add_asking_button(frm, __("Add a Member by Paper"), member, "group.add_member", { group: frm.doc.name });
	},

	registration: (frm) => frm.trigger("refresh"),
});

const member = () => [
	{ fieldname: "name", fieldtype: "Data", label: __("Name"), reqd: 1 },
	{ fieldname: "mobile", fieldtype: "Data", label: __("Mobile Number"), reqd: 1 },
	{ fieldname: "consent_paper", fieldtype: "Attach", label: __("Signed Consent", null, "Group Member"), reqd: 1 },
];
