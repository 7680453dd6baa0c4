frappe.ui.form.on("Reception Record", {
	setup(frm) {
		frm.set_query("category", () => ({ filters: { is_group: 0, enabled: 1 } }));
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) {
			if (!frm.doc.receptionist) frm.set_value("receptionist", frappe.session.user_fullname);
			return;
		}
		if (frappe.model.can_create("Opinion")) {
			const request = { record: frm.doc.name };
			frm.add_custom_button(__("Note as an Opinion"), () => community_gov.ask_for_opinion("opinion.from_reception", request));
		}
		if (frm.doc.case_file || frm.doc.replied_at || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Turn into Case"), async () => {
			const answer = await community_gov.post("reception.to_case", { record: frm.doc.name });
			frappe.set_route("Form", "Case", answer.case);
		});
	},
});
