frappe.ui.form.on("Deed List", {
	setup(frm) {
		frm.set_query("roll", () => ({ filters: { is_frozen: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Deeds of This List"), () => {
			frappe.set_route("List", "Livelihood Deed", { deed_list: frm.doc.name });
		});
	},
});
