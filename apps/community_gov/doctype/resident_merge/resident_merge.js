frappe.ui.form.on("Resident Merge", {
	refresh(frm) {
		if (frm.doc.status !== "Merged") return;
		frm.add_custom_button(__("Undo the Merge"), () =>
			frappe.confirm(__("The two records part again. What was typed since stays. Undo the merge?"), async () => {
				await community_gov.post("privacy.undo_merge", { merge: frm.doc.name });
				await frm.reload_doc();
			})
		);
	},
});
