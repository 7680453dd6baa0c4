frappe.ui.form.on("Lecture Question", {
	refresh(frm) {
		if (frm.doc.result !== "Open" || !frappe.model.can_write("Policy Lecture")) return;
		const question = { question: frm.doc.name };
		const fields = () => [
			{ fieldname: "text", fieldtype: "Small Text", label: __("Answer", null, "Lecture Question"), reqd: 1 },
			{ fieldname: "is_shown", fieldtype: "Check", label: __("Shown to Everybody", null, "Lecture Question"), default: 1 },
		];
		const adapt = ({ is_shown, ...values }) => ({ ...values, is_shown: Boolean(is_shown) });
		community_gov.add_asking_button(frm, __("Answer", null, "Lecture Question"), fields, "lecture.answer", question, { adapt });
		community_gov.add_asking_button(frm, __("Make a Case"), () => [], "lecture.make_case", question);
	},
});
