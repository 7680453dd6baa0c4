frappe.ui.form.on("Deliberation Topic", {
	setup(frm) {
		frm.set_query("pattern", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write || frm.doc.stage_category === "Done") return;
		const topic = { topic: frm.doc.name };
		if (["Sorted", "Called", "Held"].includes(frm.doc.stage)) {
			frm.add_custom_button(__("New Session"), () => frappe.new_doc("Deliberation Session", topic));
			frm.add_custom_button(__("New Resolution"), () => frappe.new_doc("Resolution", topic));
		}
		community_gov.add_task_button(frm);
	},
});
