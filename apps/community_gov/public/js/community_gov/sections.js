// What forms show above their fields after a call: each once, however many calls are under way.
frappe.provide("community_gov");

// What stands above everything else of a form, in this order.
const FIRST = ["steps", "glance"];

/** Draws a section above a form in place of what stood under `key`; returns its body. */
community_gov.put_section = (frm, key, html, label) => {
	const section_of = (one) => frm.dashboard.parent?.find(`[data-section-key="${one}"]`).closest(".form-dashboard-section");
	section_of(key)?.remove();
	const section = frm.dashboard.add_section(`<div data-section-key="${key}">${html}</div>`, label);
	frm.dashboard.show();
	if (FIRST.includes(key)) {
		const wrapper = section.closest(".form-dashboard-section");
		wrapper.parent().prepend(FIRST.map((one) => (one === key ? wrapper[0] : section_of(one)?.[0])).filter(Boolean));
		collapse_links(frm);
	}
	return section;
};

/** Documents that belong to this one are a tap away: once for each document, so that an opened list stays open. */
function collapse_links(frm) {
	if (frm.cg_collapsed === frm.docname) return;
	frm.cg_collapsed = frm.docname;
	frm.dashboard.links_area?.collapse?.(true);
}
