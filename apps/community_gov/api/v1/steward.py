"""Red stewards over REST: households given, handed over and ended, coverage by grid, what a steward hears."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_list
from community_gov.core import codes
from community_gov.core.errors import ConflictError
from community_gov.participation.opinions import opinions
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.team import stewards


@frappe.whitelist(methods=["POST"])
@idempotent("steward.assign")
def assign(households: list | str, user: str | None = None, volunteer: str | None = None) -> dict:
	"""Gives households to a red steward, all or none.

	Args:
	        households: at most 500 names. user, volunteer: one of the two, a Red Steward on the team of the place.
	Permission: who may create Steward Household in their place.
	Returns:
	        {assigned}
	Raises:
	        ConflictError (409): a household has a steward. BadInputError (422)
	"""
	require(stewards.DOCTYPE, "create")
	return {"assigned": len(stewards.assign(as_list(households, "households"), user, volunteer))}


@frappe.whitelist(methods=["POST"])
@idempotent("steward.end")
def end(steward_household: str, reason: str | None = None) -> dict:
	"""Ends the care for one household today.

	Permission: who may write it.
	Returns:
	        {steward_household, to_date}
	"""
	require(stewards.DOCTYPE, "write")
	row = load_doc(stewards.DOCTYPE, steward_household, "write")
	stewards.end(row, reason)
	return {"steward_household": row.name, "to_date": str(row.to_date)}


@frappe.whitelist(methods=["POST"])
@idempotent("steward.hand_over")
def hand_over(
	from_user: str | None = None,
	from_volunteer: str | None = None,
	to_user: str | None = None,
	to_volunteer: str | None = None,
	reason: str | None = None,
) -> dict:
	"""Hands all households of a steward to another one, all or none.

	Permission: who may write each of them.
	Returns:
	        {handed_over}
	Raises:
	        ConflictError (409): there are none. BadInputError (422): the other is no red steward there.
	"""
	require(stewards.DOCTYPE, "write")
	names = stewards.open_rows(from_user, from_volunteer)
	if not names:
		frappe.throw(_("This steward has no household now. Choose another one."), exc=ConflictError)
	rows = [load_doc(stewards.DOCTYPE, name, "write") for name in names]
	return {"handed_over": len(stewards.hand_over(rows, to_user, to_volunteer, reason))}


@frappe.whitelist(methods=["GET"])
def mine() -> list[dict]:
	"""Households in the care of the own account, at most 500.

	Permission: every account, of its own.
	Returns:
	        [{row, household, title, grid, since}]
	"""
	return stewards.households_of(frappe.session.user)


@frappe.whitelist(methods=["GET"])
def coverage(area: str) -> list[dict]:
	"""Households with a steward by grid.

	Args:
	        area: code of a place; its grids are told.
	Permission: who may read Steward Household, for places of the own area.
	Returns:
	        [{grid, households, covered, rate (percent)}]
	"""
	require(stewards.DOCTYPE, "read")
	stewards.require_area(area)
	return stewards.coverage(area)


@frappe.whitelist(methods=["POST"])
@idempotent("steward.note")
def note(steward_household: str, text: str, kind: str = "Suggestion", is_about_person: bool = False) -> dict:
	"""Notes what a steward heard at a household as an opinion of its grid, without the household.

	Permission: the steward in whose care the household is.
	Returns:
	        {opinion, code (shown this once), stage, due_at}
	"""
	row = load_doc(stewards.DOCTYPE, steward_household)
	if row.user != frappe.session.user or row.to_date:
		refuse_access(stewards.DOCTYPE, steward_household)
	values = {"text": text, "kind": kind, "grid": row.grid, "channel": "Visit", "identity": "Anonymous"}
	# A steward need hold no role that notes opinions; the household in care says where they may.
	doc = opinions.note({**values, "is_about_person": int(is_about_person)}, as_guest=True)
	told = {"opinion": doc.name, "code": codes.shown_once(doc)}
	return {**told, "stage": doc.stage, "due_at": str(doc.due_at)[:16]}
