frappe.ui.form.on("Notice Objection", {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.result !== "Open") return;
		const fields = () => [
			{ fieldname: "upheld", fieldtype: "Check", label: __("The objection is right") },
			{ fieldname: "text", fieldtype: "Small Text", label: __("Reply"), reqd: 1 },
		];
		community_gov.add_asking_button(frm, __("Reply"), fields, "notice.reply", { objection: frm.doc.name });
	},
});
