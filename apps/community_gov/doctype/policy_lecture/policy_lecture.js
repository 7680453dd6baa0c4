frappe.ui.form.on("Policy Lecture", {
	setup(frm) {
		frm.set_query("policy_notice", () => ({ filters: { kind: ["in", ["Law", "Policy"]], stage: ["in", ["Sent", "Chased", "Archived"]] } }));
		frm.set_query("follows", () => ({ filters: { stage: ["in", ["Held", "Completed"]] } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Questions"), () => {
			frappe.set_route("List", "Lecture Question", { lecture: frm.doc.name });
		});
		if (!frm.perm[0]?.write || !["Open for Sign-up", "Held"].includes(frm.doc.stage)) return;
		const fields = () => [
			{ fieldname: "text", fieldtype: "Small Text", label: __("Question", null, "Lecture Question"), reqd: 1 },
		];
		community_gov.add_asking_button(frm, __("Note a Question"), fields, "lecture.note_question", {
			lecture: frm.doc.name,
		});
	},
});
