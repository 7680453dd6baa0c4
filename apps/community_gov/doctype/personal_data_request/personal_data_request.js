frappe.ui.form.on("Personal Data Request", {
	refresh(frm) {
		community_gov.add_request_buttons(frm);
	},
});
