frappe.ui.form.on("Reward Item", {
	refresh(frm) {
		// Later stock comes by entries only; the server drops anything else.
		frm.set_df_property("stock", "read_only", frm.is_new() ? 0 : 1);
		community_gov.stock_buttons(frm);
	},
});
