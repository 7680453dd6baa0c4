// An address for shortcuts, which know lists, boards and calendars but no map. Going back leads past it.
frappe.pages["case-map"].on_page_show = () => {
	const [, doctype, view] = frappe.get_prev_route();
	if (doctype === "Case" && view === "Map") window.history.back();
	else frappe.set_route("List", "Case", "Map");
};
