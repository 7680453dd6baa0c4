// Frappe 16 opens on tiles: whoever has a workspace of their own starts there, and finds the tiles at /desk/desktop.
const own = frappe.boot.own_workspace;
if (own && frappe.boot.home_page === "desktop") {
	frappe.re_route[""] = frappe.router.slug(own);
	$(document).one("page-change", () => delete frappe.re_route[""]);
}
