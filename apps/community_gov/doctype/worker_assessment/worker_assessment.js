frappe.ui.form.on("Worker Assessment", {
	refresh(frm) {
		frm.disable_save();
		const items = frm.fields_dict.items.grid;
		items.cannot_add_rows = items.cannot_delete_rows = true;
		frm.refresh_field("items");
		frm.toggle_display(["objection", "ruling"], Boolean(frm.doc.objection));
		if (frm.doc.is_scored) return;
		frm.set_intro(__("Nothing was due in this month, so there is no score."), "yellow");
	},
});
