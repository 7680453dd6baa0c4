frappe.ui.form.on("Building", {
	setup(frm) {
		frm.set_query("grid", () => ({
			filters: { enabled: 1, level: ["in", ["Community", "Grid", "Micro-grid"]] },
		}));
	},

	async compound(frm) {
		if (!frm.doc.compound || frm.doc.grid) return;
		const { message } = await frappe.db.get_value("Residential Compound", frm.doc.compound, "grid");
		frm.set_value("grid", message.grid);
	},
});
