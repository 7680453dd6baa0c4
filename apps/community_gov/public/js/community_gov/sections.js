// What forms show above their fields after a call: each once, however many calls are under way.
frappe.provide("community_gov");

/** Draws a section above a form in place of what stood under `key`; returns its body. */
community_gov.put_section = (frm, key, html, label) => {
	frm.dashboard.parent?.find(`[data-section-key="${key}"]`).closest(".form-dashboard-section").remove();
	const section = frm.dashboard.add_section(`<div data-section-key="${key}">${html}</div>`, label);
	frm.dashboard.show();
	return section;
};
