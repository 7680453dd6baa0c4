frappe.ui.form.on("Bulletin Objection", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Open Bulletin"), () => frappe.set_route("Form", "Bulletin", frm.doc.bulletin));
		if (frm.doc.result !== "Open" || !frappe.user.has_role(["Duty Chief", "Community Administrator"])) return;
		for (const [upheld, label] of [
			[1, __("Uphold")],
			[0, __("Dismiss", null, "Bulletin Objection")],
		]) {
			frm.add_custom_button(label, () => reply(frm, upheld, label));
		}
	},
});

function reply(frm, upheld, label) {
	const dialog = new frappe.ui.Dialog({
		title: label,
		fields: [{ fieldname: "reply", fieldtype: "Small Text", label: __("Reply"), reqd: 1 }],
		primary_action_label: label,
		primary_action: async ({ reply }) => {
			dialog.disable_primary_action();
			try {
				await community_gov.post("bulletin.reply", { objection: frm.doc.name, upheld, reply });
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
