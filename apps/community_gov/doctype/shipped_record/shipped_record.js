frappe.ui.form.on("Shipped Record", {
	refresh(frm) {
		frm.disable_save();
		frm.add_custom_button(__("Open Record"), () =>
			frappe.set_route("Form", frm.doc.reference_doctype, frm.doc.reference_name)
		);
		if (frm.doc.status === "In Step") return;
		frm.add_custom_button(__("Reset to Shipped"), () => confirm_reset(frm));
	},
});

function confirm_reset(frm) {
	const name = frappe.utils.escape_html(frm.doc.reference_name).bold();
	const question = __("Put {0} back to what the app ships? Local changes to it are lost.", [name]);
	frappe.confirm(question, async () => {
		await community_gov.post("shipped.reset", { shipped_record: frm.doc.name });
		frappe.show_alert({ message: __("The record is as shipped."), indicator: "green" });
		frm.reload_doc();
	});
}
