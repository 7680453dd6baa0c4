"""Livelihood deeds 民生实事: proposed, numbered on their list, screened, supported, exchanged with a new notice."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, getdate

from community_gov.casework.intake.likeness import likeness
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.scrubbing import scrub
from community_gov.core.stages.staged_document import STEP_FIELDS
from community_gov.core.step_context import step_context
from community_gov.participation import slots
from community_gov.participation.deeds import deed_lists
from community_gov.participation.links import require_readable
from community_gov.permissions.scope import within

DOCTYPE = deed_lists.DEED
LONGEST = 5_000
# What people choose among, and what was chosen, stays as it was told.
TOLD = ("title", "kind", "place", "reason", "baseline", "target", "budget", "lead_unit", "beneficiaries")
# What the unit that does it writes on a deed.
DOERS_FIELDS = ("spent", "overspent_reason", "photo_before", "photo_after", *STEP_FIELDS)
PROPOSED = ("Collected", "Shortlisted")
DONE = ("Result Accepted", "Ratings Closed", "Kept Up")
CHOSEN = ("Chosen", "On Show", "Doing", "Delivered", *DONE)
# Two deeds of one list that are so much alike, out of 100, may be one that was split.
ALIKE = 80


def check(deed) -> None:
	"""Place, number and flags of a deed.

	Raises:
	        BadInputError: no list that collects, a place outside it, no reason, or a deed that people were told already.
	"""
	if deed.is_new():
		_enter(deed)
	if not 0 < len(cstr(deed.reason).strip()) <= LONGEST:
		_refuse(_("Why a deed is wanted takes 1 to {0} characters. Correct it.").format(LONGEST))
	before = deed.get_doc_before_save()
	changed = before and any(cstr(before.get(name)) != cstr(deed.get(name)) for name in TOLD)
	if changed and before.stage not in PROPOSED:
		_refuse(_("People were told this deed, so it stays. Exchange it for another one."))
	_keep_rows(deed, before)
	deed.due_on = max((getdate(row.due_on) for row in deed.milestones), default=None)
	if deed.stage in PROPOSED:
		deed.looks_split = int(_looks_split(deed))


def _enter(deed) -> None:
	row = deed_lists.lock(cstr(deed.deed_list))
	exchanged = (step_context(deed).origin or {}).get("replaces")
	if row.stage != "Collecting" and not exchanged:
		_refuse(_("This list collects no deeds now. Propose it for the next one."))
	deed.grid = deed.grid or row.grid
	if not within(deed.grid, [row.grid]):
		_refuse(_("The place lies outside the list. Choose one within {0}.").format(row.grid))
	require_readable(deed, deed.source_doctype, deed.source_name)
	deed.number = count_locked(DOCTYPE, {"deed_list": row.name}) + 1
	deed.replaces = exchanged


def _keep_rows(deed, before) -> None:
	"""When and by whom a milestone was reached is told by the server."""
	if step_context(deed).by_server:
		return
	known = {row.name: row for row in before.milestones} if before else {}
	for row in deed.milestones:
		old = known.get(row.name) or frappe._dict()
		row.update({name: old.get(name) for name in ("done_on", "noted_by", "evidence", "note")})
	kept = {row.name for row in deed.milestones}
	if any(row.done_on and row.name not in kept for row in known.values()):
		_refuse(_("A milestone that was reached stays. Add another one."))


def _looks_split(deed) -> bool:
	"""Whether another deed of the list is so much like it that together they are above what one may cost."""
	cap = cap_of(deed)
	if not cap:
		return False
	filters = {
		"deed_list": deed.deed_list,
		"name": ("!=", deed.name or ""),
		"kind": deed.kind,
		"stage": ("!=", "Set Aside"),
	}
	others = frappe.get_all(DOCTYPE, filters, ["title", "place", "budget"], order_by="number asc")
	mine = f"{deed.title} {cstr(deed.place)}"
	return any(
		likeness(mine, f"{other.title} {cstr(other.place)}") >= ALIKE
		and flt(other.budget) + flt(deed.budget) > cap
		for other in others
	)


def cap_of(deed) -> float:
	"""What a deed of its list and kind may cost at most; 0 where there is no limit."""
	field = "works_cap" if deed.kind == "Works" else "service_cap"
	return flt(frappe.db.get_value(deed_lists.DOCTYPE, deed.deed_list, field))


def propose(deed_list: str, title: str, reason: str, place: str | None):
	"""A proposal of somebody who stays unnamed; returns the Livelihood Deed in stage Collected.

	Raises:
	        BadInputError: the list collects nothing now, or words are missing or too many.
	"""
	words = cstr(title).strip()
	if not 0 < len(words) <= 140 or len(cstr(place)) > 140:
		_refuse(_("A title has 1 to 140 characters. Correct it."))
	row = deed_lists.lock(deed_list)
	if row.stage != "Collecting" or getdate() > getdate(row.collected_until):
		_refuse(_("This list collects no deeds now. Propose it for the next one."))
	doc = frappe.new_doc(DOCTYPE)
	doc.update({"deed_list": row.name, "title": scrub(words), "reason": scrub(cstr(reason)), "place": place})
	doc.origin = "Resident"
	# Whoever proposes holds no right on deeds; the clerks look at each.
	return doc.insert(ignore_permissions=True)


def support(name: str, number: str) -> int:
	"""Counts the voice of a proven number for a proposal; returns how many there are.

	Raises:
	        ConflictError: it counts already, or the deed is no proposal any more.
	"""
	deed = frappe.get_doc(DOCTYPE, name, for_update=True)
	if deed.stage not in PROPOSED:
		_refuse_late(_("This deed takes no support now. Look at the list."))
	slots.take(deed, "Support", number, _("This number supports the deed already. One voice each."))
	deed.db_set("supports", cint(deed.supports) + 1, update_modified=False)
	return cint(deed.supports)


def rate(name: str, number: str, rating: int) -> None:
	"""Counts the rating of a proven number for a deed that was accepted; what it was is kept in the sums alone.

	Raises:
	        BadInputError, ConflictError
	"""
	if not 1 <= rating <= 5:
		_refuse(_("A rating goes from 1 to 5. Choose one of them."))
	deed = frappe.get_doc(DOCTYPE, name, for_update=True)
	if deed.stage != "Result Accepted":
		_refuse_late(_("This deed takes no ratings now. Look at the list."))
	slots.take(deed, "Rating", number, _("This number has rated the deed already. One rating each."))
	slots.count_rating(deed, "rating", rating)


def exchange(deed, values: dict, reason: str):
	"""Puts another deed in the place of one that is under way; its list is shown anew before it starts.

	Args:
	        values: title, reason, target, budget, place, lead_unit, beneficiaries, kind of the other one.
	Returns:
	        the new Livelihood Deed, in stage Chosen
	Raises:
	        ConflictError: the deed is not under way. StageGuardError: what every chosen deed needs is missing.
	"""
	if deed.stage not in ("Chosen", "Doing"):
		_refuse_late(_("Only a deed that was chosen or is under way is exchanged. Set it aside instead."))
	if not cstr(reason).strip():
		_refuse(_("Nothing says why. Write the reason, which will be shown."))
	doc = frappe.new_doc(DOCTYPE)
	doc.update({**values, "deed_list": deed.deed_list, "grid": deed.grid, "origin": deed.origin})
	doc.update({"is_public_benefit": 1, "is_lawful": 1, "kind": values.get("kind") or deed.kind})
	step_context(doc).origin = {"replaces": deed.name}
	doc.insert()
	doc = frappe.get_doc(DOCTYPE, doc.name, for_update=True)
	doc.move_to_stage("Chosen", "Exchange", reason)
	deed.replaced_by = doc.name
	deed.move_to_stage("Exchanged", "Exchange", reason)
	return doc


def _refuse_late(text: str) -> None:
	frappe.throw(text, exc=ConflictError)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
