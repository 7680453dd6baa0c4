frappe.ui.form.on("Routing Rule", {
	setup(frm) {
		frm.set_query("category", () => ({ filters: { enabled: 1 } }));
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
		frm.set_query("unit", "units", () => ({ filters: { enabled: 1 } }));
	},
});
