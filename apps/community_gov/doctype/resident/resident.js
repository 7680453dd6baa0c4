frappe.ui.form.on("Resident", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
		frm.set_query("household", () => ({ filters: { status: ["!=", "Dissolved"] } }));
		frm.set_query("guardian", () => ({ filters: { status: "Present", name: ["!=", frm.doc.name] } }));
	},

	async household(frm) {
		if (!frm.doc.household) return;
		const { message } = await frappe.db.get_value("Household", frm.doc.household, ["grid", "address"]);
		frm.set_value(message);
	},

	refresh(frm) {
		community_gov.add_reveal_buttons(frm, [
			["identity_number", __("Identity Number")],
			["mobile", __("Mobile Number")],
			["guardian_mobile", __("Guardian's Mobile Number")],
		]);
		community_gov.show_person(frm);
		community_gov.add_residence_buttons(frm);
		community_gov.add_merge_button(frm);
		community_gov.add_proxy_button(frm);
		frm.set_df_property("household", "read_only", frm.is_new() ? 0 : 1);
		frm.set_df_property("moved_in_on", "read_only", frm.is_new() ? 0 : 1);
		for (const fieldname of ["grid", "address"]) {
			frm.set_df_property(fieldname, "read_only", frm.doc.household ? 1 : 0);
		}
	},
});
