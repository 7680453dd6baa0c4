frappe.ui.form.on("Resolution", {
	setup(frm) {
		frm.set_query("session", () => ({ filters: { topic: frm.doc.topic || "", stage: "Confirmed" } }));
		frm.set_query("poll", () => ({ filters: { stage: "Confirmed" } }));
	},

	refresh(frm) {
		for (const [field, basis] of [["poll", "Poll"], ["option_number", "Vote in the Session"]]) {
			frm.toggle_display(field, frm.doc.basis === basis);
		}
		if (frm.is_new() || !frm.perm[0]?.write || frm.doc.stage_category === "Done") return;
		community_gov.add_task_button(frm);
	},

	basis: (frm) => frm.trigger("refresh"),
});
