frappe.ui.form.on("Grid", {
	refresh(frm) {
		frm.add_custom_button(__("Show Tree"), () => frappe.set_route("Tree", "Grid"));
		if (frm.is_new()) return;
		frm.add_custom_button(__("Cases"), () =>
			frappe.set_route("List", "Case", { grid: ["like", `${frm.doc.name}%`] })
		);
	},
});
