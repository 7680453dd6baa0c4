frappe.ui.form.on("Case Check", {
	refresh(frm) {
		if (frm.is_new()) return;
		community_gov.show_glance(frm, frm.doc.case_file);
		frm.add_custom_button(__("Open Case"), () => frappe.set_route("Form", "Case", frm.doc.case_file));
		if (frm.doc.result !== "Pending" || !frm.perm[0]?.write) return;
		frm.set_df_property("result", "read_only", 1);
		for (const [result, label, style] of [
			["Passed", __("Passed", null, "Case Check"), "btn-success"],
			["Failed", __("Failed", null, "Case Check"), "btn-danger"],
		]) {
			frm.add_custom_button(label, () => answer_check(frm, result, label)).addClass(style);
		}
	},
});

function answer_check(frm, result, label) {
	const dialog = new frappe.ui.Dialog({
		title: label,
		fields: [
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("Finding"),
				default: frm.doc.note,
				reqd: result === "Failed" ? 1 : 0,
			},
			community_gov.photo_field(),
		],
		primary_action_label: label,
		primary_action: async ({ note }) => {
			dialog.disable_primary_action();
			try {
				const photos = await community_gov.chosen_photos(dialog);
				const position = await community_gov.here();
				const values = { check: frm.doc.name, result, note, photos, ...position };
				await community_gov.post("check.answer", values);
			} catch {
				// The server's message is on the screen; what was typed stays for another try.
				return dialog.enable_primary_action();
			}
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}
