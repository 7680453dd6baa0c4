frappe.ui.form.on("Patrol Point", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
		frm.set_query("category", () => ({ filters: { is_group: 0, enabled: 1 } }));
	},

	refresh(frm) {
		if (!frm.perm[0]?.write) return;
		frm.add_custom_button(__("Use My Position"), () => use_position(frm));
		if (frm.is_new()) return;
		frm.add_custom_button(__("QR Code"), () => community_gov.print_point_code(frm));
		frm.add_custom_button(__("New Code"), () => renew(frm));
	},
});

async function use_position(frm) {
	const { latitude, longitude } = await community_gov.here_exactly();
	if (latitude === undefined) {
		frappe.show_alert({ message: __("The browser does not tell where it is. Allow it to, or type the position."), indicator: "orange" });
		return;
	}
	frm.set_value({ latitude, longitude });
}

function renew(frm) {
	frappe.confirm(__("The printed code stops working. Hang up the new one."), async () => {
		await community_gov.post("patrol.new_point_code", { point: frm.doc.name });
		frm.reload_doc();
	});
}
