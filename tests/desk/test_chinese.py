"""The Chinese desk reads as one text: every list and form, page and report is opened, and Latin words are collected."""

from contextlib import nullcontext

from playwright.sync_api import expect

from tests.desk.loaded import SET_ASIDE
from tests.desk.reading import english_on
from tests.desk.test_workspaces import DESKS, shipped

# Nothing is on its way to the server, and the page has been drawn.
IDLE = """() => new Promise((resolve) => {
	const look = (quiet) => {
		if (quiet > 2) return resolve();
		setTimeout(() => look(frappe.request.ajax_count ? 0 : quiet + 1), 15);
	};
	look(0);
})"""
NEWEST = """async (doctype) => {
	const [row] = await frappe.db.get_list(doctype, { limit: 1, order_by: "creation desc" });
	return row?.name || null;
}"""
IN_VIEW = """([view, doctype, name]) => {
	const shown = view === "List" ? window.cur_list : window.cur_frm;
	return shown?.doctype === doctype && frappe.get_route()[0] === view && (!name || shown.docname === name);
}"""


def start(desk):
	desk.page.goto("/app")
	# A workspace that has not come yet looks for itself wherever the desk has gone meanwhile.
	expect(desk.title()).to_be_visible()
	desk.page.evaluate(IDLE)
	return desk.page


def show(page, *route: str) -> None:
	"""Goes on within the desk that is loaded already."""
	page.evaluate("(route) => { frappe.set_route(route); }", route)
	page.wait_for_function(IN_VIEW, arg=[*route[:2], route[2] if route[0] == "Form" else None])
	page.evaluate(IDLE)


def show_new(page, doctype: str) -> None:
	page.evaluate("(doctype) => { frappe.new_doc(doctype); }", doctype)
	page.wait_for_function(IN_VIEW, arg=["Form", doctype, None])
	page.evaluate(IDLE)


def lines_of(found: dict[str, list[str]]) -> list[str]:
	"""Each English text once, with the number of places and one of them."""
	places: dict[str, list[str]] = {}
	for where, texts in found.items():
		for text in texts:
			places.setdefault(text, []).append(where)
	return [f"{text!r}: {len(names)} x, {names[0]}" for text, names in sorted(places.items())]


def read_doctype(page, doctype: str, is_single: bool) -> dict[str, list[str]]:
	"""English on the list and on the form of its newest document, or else of a new one: {where: texts}."""
	page.evaluate(SET_ASIDE)
	found, name = {}, doctype
	if not is_single:
		show(page, "List", doctype, "List")
		found[f"{doctype}: list"] = english_on(page)
		name = page.evaluate(NEWEST, doctype)
	if name:
		show(page, "Form", doctype, name)
	elif page.evaluate("(doctype) => frappe.model.can_create(doctype)", doctype):
		show_new(page, doctype)
	else:
		return found
	return {**found, f"{doctype}: form": english_on(page)}


def test_lists_and_forms(open_desk, fresh):
	ours = {"module": "Community Gov", "istable": 0}
	doctypes = fresh().get_all("DocType", ours, ["name", "issingle"], order_by="name asc")
	assert len(doctypes) > 60
	desk = open_desk("admin")
	page = start(desk)
	found = {}
	for row in doctypes:
		found |= read_doctype(page, row.name, bool(row.issingle))
	told = lines_of(found)
	assert not told, "\n".join(told)


# What a role sees otherwise than the administrator: its workspace, and those documents of this that it works on, with its
# own buttons and fewer fields.
WALKERS = ("gridworker", "handler", "chief", "coordinator")


# Fields of the form in view that offer a choice of what the user may neither read nor choose.
REFUSING = """() => Object.values(cur_frm.fields_dict).filter(({ df, disp_status }) =>
	df.fieldtype === "Link" && disp_status === "Write"
	&& !df.reqd && !frappe.model.can_read(df.options) && !frappe.model.can_select(df.options)).map(({ df }) => df.fieldname)"""


def doctypes_of(workspace: dict) -> list[str]:
	"""The DocTypes that a workspace leads to, each once."""
	links = [row["link_to"] for row in workspace["links"] if row.get("link_type") == "DocType"]
	shortcuts = [row["link_to"] for row in workspace["shortcuts"] if row["type"] == "DocType"]
	return sorted({*links, *shortcuts, *(row["document_type"] for row in workspace["quick_lists"])})


def read_as(desk, doctypes: list[str], typed: list[str], read: set[str]) -> dict[str, list[str]]:
	"""English on the own front page, on the newest document of each DocType that nobody has read, and on new ones."""
	page = start(desk)
	page.evaluate(IDLE)
	found = {"workspace": english_on(page, typed)}
	worked_on = (
		"(names) => names.filter((name) => frappe.model.can_write(name) || frappe.model.can_create(name))"
	)
	for doctype in page.evaluate(worked_on, doctypes):
		if name := doctype not in read and page.evaluate(NEWEST, doctype):
			show(page, "Form", doctype, name)
			found[f"{doctype}: form"] = english_on(page, typed)
			read.add(doctype)
		if page.evaluate("(doctype) => frappe.model.can_create(doctype)", doctype):
			show_new(page, doctype)
			found[f"{doctype}: new"] = [*english_on(page, typed), *page.evaluate(REFUSING)]
	return found


def test_desks_of_the_other_roles(open_desk, fresh):
	found, typed, read = {}, names_typed(fresh()), set()
	for key in WALKERS:
		seen = read_as(open_desk(key), doctypes_of(shipped(DESKS[key][0])), typed, read)
		found |= {f"{key}, {where}": texts for where, texts in seen.items()}
	assert len(found) > 20, found
	told = lines_of(found)
	assert not told, "\n".join(told)


VIEWS = (
	("List", "Case", "Report"),
	("List", "Case", "Calendar", "default"),
	("List", "Case", "Kanban", "案件办理看板"),
	("List", "Case", "Map"),
	("List", "Case", "Dashboard"),
	("Tree", "Grid"),
	("Tree", "Case Category"),
	("command-hall",),
	("home-tree",),
)


def go(page, *route: str) -> None:
	"""Goes on to a page that is neither list nor form."""
	is_report = route[0] == "query-report"
	with (
		page.expect_response(lambda answer: "query_report.run" in answer.url) if is_report else nullcontext()
	):
		page.evaluate("(route) => { frappe.set_route(route); }", list(route))
		page.wait_for_function("(first) => frappe.get_route()[0] === first", arg=route[0])
	page.evaluate(IDLE)


def names_typed(frappe) -> list[str]:
	"""Titles and names that boards, calendars and reports show of documents that are not loaded with them."""
	fields = (
		("Case", "title"),
		("Responsible Unit", "unit_name"),
		("Grid", "grid_name"),
		("User", "full_name"),
	)
	return [
		name for doctype, field in fields for name in frappe.get_all(doctype, pluck=field, order_by="name")
	]


def forget_reports_asked_too_early(desk) -> None:
	"""On a slow machine Frappe asks a report once with the filters of the one before; some of ours need their own."""
	early = [one for one in desk.problems if one.startswith("422 ") and "query_report.run" in one]
	told = ("console: Failed to load resource", "console: Traceback") if early else ()
	desk.problems[:] = [one for one in desk.problems if one not in early and not one.startswith(told)]


def test_views_reports_and_pages(open_desk, chibi_case, fresh):
	"""Everything else that the desk opens: boards, maps, trees, reports with their filters, the page before printing."""
	desk = open_desk("admin")
	page = start(desk)
	reports = page.evaluate("() => Object.keys(frappe.boot.user.all_reports)")
	assert len(reports) > 8
	routes = [*VIEWS, ("print", "Case", chibi_case), *(("query-report", name) for name in reports)]
	typed = names_typed(fresh())
	found = {}
	for route in routes:
		go(page, *route)
		found[" ".join(route)] = english_on(page, typed)
	forget_reports_asked_too_early(desk)
	# The report view of 16 looks at its filters once more after it has been left.
	desk.problems[:] = [problem for problem in desk.problems if "reading 'filter_list'" not in problem]
	told = lines_of(found)
	assert not told, "\n".join(told)


def test_words_are_those_of_the_doctype_in_view(open_desk):
	"""Labels and options that the desk asks for without their DocType; its tables' words count, too."""
	page = start(open_desk("admin"))
	read = "(texts) => texts.map((text) => __(text))"
	words = ["Rejected", "Comment", "Role"]
	assert page.evaluate(read, words) == ["拒绝", "评论", "角色"]
	show(page, "List", "Service Record", "List")
	assert page.evaluate(read, words) == ["不予认定", "评论", "岗位"]
	options = page.locator(".page-form:visible select[data-fieldname='stage'] option")
	assert "不予认定" in options.all_inner_texts()
	show(page, "List", "Case Feedback", "List")
	assert page.evaluate(read, words) == ["拒绝", "评价内容", "角色"]
	show_new(page, "Volunteer Activity")
	assert page.evaluate(read, words) == ["拒绝", "评论", "岗位"]
