frappe.ui.form.on("Paper Count", {
	refresh(frm) {
		if (frm.doc.confirmed_at || frm.doc.second_counter !== frappe.session.user) return;
		frm
			.add_custom_button(__("Confirm the Count"), async () => {
				await community_gov.post("poll.confirm_count", { count: frm.doc.name });
				await frm.reload_doc();
			})
			.addClass("btn-primary");
	},
});
