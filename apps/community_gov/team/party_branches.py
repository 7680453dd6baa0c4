"""Party branches 党支部: a tree of organisations with places and a number of members; no list of members anywhere."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.core.errors import BadInputError, ConflictError

DOCTYPE, ROWS = "Party Branch", "Party Branch Grid"
COMMITTEE, GRID, COMPOUND = "Community Committee", "Grid", "Compound"
# Which branch a place names where several work in it: the one whose kind stands first.
ORDER = (COMMITTEE, GRID, "Compound Union", COMPOUND, "Unit")
MOST_MEMBERS, DEEPEST = 100_000, 30
OFFICE, CONSENT = "Published Office", "Consent"


def check(branch) -> None:
	"""Name, number, secretary and places of a branch, and that it is not above itself.

	Raises:
	        BadInputError, ConflictError: see the messages.
	"""
	if not cstr(branch.branch_name).strip():
		_refuse(_("The branch has no name. Write it."))
	if not 0 <= cint(branch.member_count) <= MOST_MEMBERS:
		_refuse(_("A branch has 0 to {0} members. Correct the number.").format(MOST_MEMBERS))
	grids = [row.grid for row in branch.grids]
	if len(set(grids)) != len(grids):
		_refuse(_("A grid stands twice in the table. Take one row out."))
	_check_secretary(branch)
	_refuse_circle(branch)


def _check_secretary(branch) -> None:
	"""Somebody is named because the office is published, or because they agreed."""
	if not cstr(branch.secretary_name).strip():
		branch.secretary_name = branch.secretary_basis = branch.secretary_consent = None
		return
	if branch.secretary_basis == OFFICE:
		branch.secretary_consent = None
		return
	given = branch.secretary_consent and frappe.db.get_value("Consent", branch.secretary_consent, "status")
	if branch.secretary_basis != CONSENT or given != "Given":
		_refuse(
			_("Nothing allows to name the secretary. Choose a published office, or a consent that was given.")
		)


def _refuse_circle(branch) -> None:
	"""Walks up with each branch locked, so that two changes at once make no circle either."""
	above, seen = branch.parent_branch, {branch.name}
	while above:
		if above in seen or len(seen) > DEEPEST:
			frappe.throw(
				_("Branch {0} would stand above itself. Choose another parent branch.").format(
					branch.branch_name
				),
				exc=ConflictError,
			)
		seen.add(above)
		above = frappe.db.get_value(DOCTYPE, above, "parent_branch", for_update=True)


def follow_places(branch) -> None:
	"""Writes into each place that the branch has or had which branch it names now."""
	before = branch.get_doc_before_save()
	grids = {row.grid for doc in (branch, before) if doc for row in doc.grids}
	for grid in sorted(grids):
		name_branch_of(grid)


def name_branch_of(grid: str) -> None:
	"""The branch of a place, and its name as text, which other systems have read since 0.1.0."""
	found = min(_enabled_at(grid), key=lambda row: (ORDER.index(row.kind), row.name), default=None)
	values = {"branch": found.name if found else None, "party_branch": found.branch_name if found else None}
	frappe.db.set_value("Grid", grid, values, update_modified=False)


def _enabled_at(grid: str) -> list[frappe._dict]:
	row, branch = frappe.qb.DocType(ROWS), frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(row).join(branch).on(row.parent == branch.name)
	query = query.select(branch.name, branch.kind, branch.branch_name)
	return query.where((row.grid == grid) & (branch.enabled == 1)).orderby(branch.name).run(as_dict=True)


def leave_places(branch) -> None:
	"""Places name a branch that is deleted no longer; `follow_places` finds them another one."""
	nothing = {"branch": None, "party_branch": None}
	frappe.db.set_value("Grid", {"branch": branch.name}, nothing, update_modified=False)


def refuse_parts(branch) -> None:
	"""Raises ConflictError where other branches stand below it."""
	if frappe.db.exists(DOCTYPE, {"parent_branch": branch.name}):
		frappe.throw(
			_("Branches stand below {0}. Move or delete them first.").format(branch.branch_name),
			exc=ConflictError,
		)


def keep_in_grid(grid) -> None:
	"""A grid does not choose its branch: the branch lists its grids.

	Raises:
	        BadInputError: a client writes another text or link than the stored one.
	"""
	before = grid.get_doc_before_save()
	for fieldname in ("branch", "party_branch"):
		stored = before.get(fieldname) if before else None
		if cstr(grid.get(fieldname)) not in ("", cstr(stored)):
			_refuse(_("A grid names the branch that lists it. Add the grid to the Party Branch instead."))
		grid.set(fieldname, stored)


def _members(row) -> str:
	return _("{0} party members").format(cint(row.member_count))


def below(parent: str | None) -> list[dict]:
	"""Branches right below one that the session user may list; the topmost ones without one.

	Returns:
	        [{value, title, expandable}], by name
	"""
	filters = {"parent_branch": parent} if parent else {"parent_branch": ("is", "not set")}
	fields = ["name", "branch_name", "kind", "member_count"]
	rows = frappe.get_list(
		DOCTYPE, filters, fields, order_by="branch_name asc, name asc", limit_page_length=0
	)
	above = {"parent_branch": ("in", [row.name for row in rows] or [""])}
	parents = set(
		frappe.get_list(DOCTYPE, above, pluck="parent_branch", limit_page_length=0, order_by="name asc")
	)
	return [
		{
			"value": row.name,
			"title": f"{row.branch_name} · {_(row.kind, context=DOCTYPE)} · {_members(row)}",
			"expandable": int(row.name in parents),
		}
		for row in rows
	]


def tree(area: str | None = None) -> list[dict]:
	"""Branches that the session user may list, above before below; see api.v1.party_branch.tree."""
	filters = [["enabled", "=", 1]] + ([["grid", "like", f"{area}%"]] if area else [])
	fields = ["name", "branch_name", "kind", "parent_branch", "grid", "member_count"]
	rows = frappe.get_list(DOCTYPE, filters=filters, fields=fields, order_by="name asc", limit_page_length=0)
	below: dict[str | None, list] = {}
	names = {row.name for row in rows}
	for row in rows:
		below.setdefault(row.parent_branch if row.parent_branch in names else None, []).append(row)
	return list(_downwards(below, None, 0))


def _downwards(below: dict, parent: str | None, level: int):
	for row in below.get(parent, ()):
		yield {**row, "level": level}
		yield from _downwards(below, row.name, level + 1)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
