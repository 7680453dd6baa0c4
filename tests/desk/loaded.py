"""A desk that is loaded already goes on to a route as if it had been loaded there: scripts, boot and session stay."""

from playwright.sync_api import Page

IS_LOADED = (
	"() => !!(window.frappe?.app && frappe.boot?.user && frappe.router?.current_route && frappe.container)"
)
# What the page has drawn and fetched goes: dialogs, forms, lists, documents, filters. Descriptions of DocTypes stay.
FORGET = r"""async () => {
	const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
	// One answer may lead to the next request.
	for (let turn = 0, quiet = 0; turn < 300 && quiet < 3; turn++) {
		quiet = frappe.request.ajax_count ? 0 : quiet + 1;
		await wait(20);
	}
	// A number field selects its text a tenth of a second after it got the focus, in whatever has it then.
	if (document.activeElement?.matches("input")) await wait(120);
	// A dialog that is still moving looks for its parts when it stands.
	if (document.querySelector(".modal")) await wait(400);
	localStorage.clear();
	sessionStorage.clear();
	for (const modal of document.querySelectorAll(".modal")) {
		$(modal).off().data("bs.modal")?.dispose();
		modal.remove();
	}
	document.querySelectorAll(".modal-backdrop, .alert.desk-alert, .freeze-message-container, .tooltip, .popover, .awesomplete > ul:not([hidden])")
		.forEach((one) => one.remove());
	document.body.classList.remove("modal-open");
	document.querySelectorAll("#freeze").forEach((one) => one.remove());
	frappe.dom.freeze_count = 0;
	frappe.ui.open_dialogs = [];
	frappe.last_edited_communication = {};
	window.cur_dialog = window.cur_frm = window.cur_list = null;
	frappe.msg_dialog = frappe.last_edited = undefined;
	delete frappe.msg_dialog;
	for (const [name, page] of Object.entries(frappe.pages)) {
		$(page).hide();
		// Each new form of a kind would run its script again, and then do everything twice.
		if (["Workspaces", "desktop", "query-report"].includes(name) || page.frm) continue;
		$(page).trigger("hide");
		$(page).remove();
		delete frappe.pages[name];
	}
	frappe.container.page = null;
	for (const kept of [frappe.views.list_view, frappe.views.trees, frappe.ui.pages, frappe.route_titles, frappe.model.docinfo, frappe.model.new_names, frappe.model.user_settings, frappe._link_titles]) {
		for (const key of Object.keys(kept || {})) if (typeof kept[key] !== "function") delete kept[key];
	}
	const DESCRIPTIONS = /^(DocType|DocField|DocPerm|Page|Report|Print Format|Print Settings|Letter Head|Workflow.*|:.*)$/;
	for (const doctype of Object.keys(locals)) if (!DESCRIPTIONS.test(doctype)) locals[doctype] = {};
	frappe.route_options = null;
	frappe.route_hash = null;
	frappe.route_flags = {};
	frappe.route_history = [];
	frappe.re_route = Object.fromEntries(Object.entries(frappe.re_route).filter(([from]) => !/\/new-/.test(from)));
	document.querySelectorAll("ul.navbar-breadcrumbs, #navbar-breadcrumbs").forEach((one) => one.replaceChildren());
	document.activeElement?.blur();
	window.scrollTo(0, 0);
}"""
# Pages out of view leave the document until they are shown again: whatever looks through all of it stays quick.
SET_ASIDE = r"""() => {
	const { container } = frappe;
	if (!container.shows_what_is_aside) {
		container.shows_what_is_aside = true;
		const change_to = container.change_to;
		container.change_to = function (label) {
			const page = label.tagName ? label : frappe.pages[label];
			if (page?.aside_of && !page.isConnected) page.aside_of.append(page);
			return change_to.call(this, label);
		};
	}
	for (const page of Object.values(frappe.pages)) {
		if (page === container.page || !page.isConnected) continue;
		page.aside_of = page.parentElement;
		page.remove();
	}
}"""
# Frappe 16 has its desk below /desk.
GO = """(route) => {
	history.pushState(null, null, `/${location.pathname.split("/")[1]}/${route}`);
	return frappe.router.route();
}"""


def is_loaded(page: Page) -> bool:
	return page.url.startswith("http") and page.evaluate(IS_LOADED)


def go_on(page: Page, route: str) -> None:
	"""Shows a route below the desk's own, with its query, in a desk that is loaded."""
	page.evaluate(FORGET)
	page.evaluate(SET_ASIDE)
	page.evaluate(GO, route)
