frappe.ui.form.on("Grid", {
	refresh(frm) {
		frm.add_custom_button(__("Show Tree"), () => frappe.set_route("Tree", "Grid"));
		if (frm.is_new()) return;
		frm.add_custom_button(__("Cases"), () =>
			frappe.set_route("List", "Case", { grid: ["like", `${frm.doc.name}%`] })
		);
		if (frm.doc.enabled) frm.add_custom_button(__("QR Code"), () => frm.trigger("open_poster"));
		community_gov.show_place(frm);
		community_gov.draw_grid(frm);
	},

	// A printable page whose code leads residents to the public page for this place.
	open_poster(frm) {
		window.open(`/snapshot/poster?place=${encodeURIComponent(frm.doc.name)}`, "_blank", "noopener");
	},
});
