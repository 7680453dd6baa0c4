frappe.ui.form.on("Family Proxy", {
	refresh(frm) {
		if (frm.doc.status !== "Active") return;
		frm.add_custom_button(__("End the Proxy"), () =>
			frappe.confirm(__("The proxy sees and does nothing from now on. Press Yes to end it."), async () => {
				await community_gov.post("proxy.end", { proxy: frm.doc.name });
				await frm.reload_doc();
			})
		);
	},
});
