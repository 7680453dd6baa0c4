frappe.ui.form.on("Patrol Point", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
		frm.set_query("category", () => ({ filters: { is_group: 0, enabled: 1 } }));
	},

	refresh(frm) {
		if (!frm.perm[0]?.write || frm.is_new()) return;
		frm.add_custom_button(__("QR Code"), () => community_gov.print_point_code(frm));
		frm.add_custom_button(__("New Code"), () => renew(frm));
	},
});

function renew(frm) {
	frappe.confirm(__("The printed code stops working. Hang up the new one."), async () => {
		await community_gov.post("patrol.new_point_code", { point: frm.doc.name });
		frm.reload_doc();
	});
}
