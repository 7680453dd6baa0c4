"""Livelihood deeds over REST: milestones, upkeep, one deed in the place of another. Steps are taken by step.take."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.participation.deeds import deeds, progress
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("deed.reach_milestone")
def reach_milestone(deed: str, milestone: str, evidence: str, note: str | None = None) -> dict:
	"""Notes that a milestone was reached.

	Args:
	        milestone: name of the row in `milestones`. evidence: address of a private file of the caller.
	Permission: who may write the deed, and the unit that does it.
	Returns:
	        {deed, milestone, done_on}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.deeds.progress.reach_milestone
	"""
	require(deeds.DOCTYPE, "write")
	doc = load_doc(deeds.DOCTYPE, deed, "write")
	done_on = progress.reach_milestone(doc, milestone, evidence, note)
	return {"deed": doc.name, "milestone": milestone, "done_on": done_on}


@frappe.whitelist(methods=["POST"])
@idempotent("deed.check_upkeep")
def check_upkeep(deed: str, works: bool, note: str = "", photo: str | None = None) -> dict:
	"""Notes whether an accepted deed still works; one that does not is reported as a case.

	Args:
	        photo: address of a private file of the caller.
	Permission: who may write the deed, and the unit that keeps it up.
	Returns:
	        {deed, checks}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.deeds.progress.check_upkeep
	"""
	require(deeds.DOCTYPE, "write")
	doc = load_doc(deeds.DOCTYPE, deed, "write")
	return {"deed": doc.name, "checks": progress.check_upkeep(doc, works, note, photo)}


@frappe.whitelist(methods=["POST"])
@idempotent("deed.exchange")
def exchange(
	deed: str,
	why: str,
	title: str,
	reason: str,
	target: str,
	budget: float,
	lead_unit: str,
	place: str | None = None,
	kind: str | None = None,
	beneficiaries: int = 0,
) -> dict:
	"""Puts another deed in the place of one that was chosen or is under way; the list is shown anew before it starts.

	Args:
	        why: the reason of the exchange. title to beneficiaries: the other deed; kind is Service or Works.
	Permission: who may write the deed and create one.
	Returns:
	        {deed: name of the other one, number, replaces, stage}
	Raises:
	        BadInputError (422), ConflictError (409), StageGuardError (422): see participation.deeds.deeds.exchange
	"""
	require(deeds.DOCTYPE, "create")
	doc = load_doc(deeds.DOCTYPE, deed, "write")
	values = {"title": title, "reason": reason, "target": target, "budget": budget, "lead_unit": lead_unit}
	values |= {"place": place, "kind": kind, "beneficiaries": beneficiaries}
	made = deeds.exchange(doc, values, why)
	return {"deed": made.name, "number": made.number, "replaces": made.replaces, "stage": made.stage}
