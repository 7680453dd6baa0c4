"""Micro-projects and groups for everybody: calls, applying and joining by a proven number, what is shown, accounts."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.requests import as_list
from community_gov.api.v1.public import looks_per_hour, reports_per_hour
from community_gov.participation.groups import members
from community_gov.participation.micro_projects import applications
from community_gov.participation.micro_projects import shown as shown_projects
from community_gov.portal import phone_bindings

PHOTOS_PER_HOUR = 600


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_project.calls", guesses=False)
def calls() -> list[dict]:
	"""Calls that are public and not over, the one that closes first first, at most 100.

	Permission: everybody.
	Returns:
	        [{call, title, kinds, paid_for, excluded, funder, total, cap, area, grid, opens_at, closes_at, is_open,
	        criteria: [{criterion, weight}]}]; amounts in yuan
	"""
	return shown_projects.open_calls()


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_project.apply", guesses=False)
@idempotent("public_project.apply", is_anonymous=True)
def apply(
	binding: str,
	call: str,
	grid: str,
	title: str,
	need: str,
	plan: str,
	outcome_measure: str,
	beneficiaries: int,
	budget: list | str,
	milestones: list | str,
	representative_name: str,
	place: str | None = None,
	kind: str | None = None,
	handover_to: str | None = None,
	group: str | None = None,
) -> dict:
	"""Applies for a micro-project under the number of a binding.

	Args:
	        budget: [{item, amount (yuan)}]; what they make is requested. milestones: [{milestone, due_on}].
	        group: an interest group that the number leads; residents apply without one.
	Permission: whoever holds the binding; only the arguments named here are taken.
	Returns:
	        {code}: by which the application is followed, told here only
	Raises:
	        BadInputError (422): see participation.micro_projects.projects.prepare
	"""
	number = phone_bindings.number_of(binding)
	values = {
		**{"title": title, "need": need, "plan": plan, "outcome_measure": outcome_measure, "place": place},
		**{"kind": kind, "handover_to": handover_to, "grid": grid, "beneficiaries": beneficiaries},
		**{"representative_name": representative_name, "interest_group": group},
	}
	lines, days = as_list(budget, "budget"), as_list(milestones, "milestones")
	return {"code": applications.apply(number, call, values, lines, days)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_project.track")
def track(code: str) -> dict:
	"""How far an application is. By POST, so that the code stands in no log of addresses.

	Permission: whoever holds the code.
	Returns:
	        {title, stage, stage_title, applied_at, requested, granted, score, may_withdraw}; the score once all are in
	"""
	return applications.status_of(code)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_project.withdraw")
@idempotent("public_project.withdraw")
def withdraw(code: str, reason: str) -> dict:
	"""Withdraws an application that nobody has judged.

	Permission: whoever holds the code.
	Returns:
	        {withdrawn}
	Raises:
	        BadInputError (422): it is judged. StageGuardError (422): no reason.
	"""
	applications.withdraw(code, reason)
	return {"withdrawn": True}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_project.shown", guesses=False)
def shown() -> list[dict]:
	"""Projects from being shown on, the last changed first, at most 100; receipts and photos once accounts are published.

	Permission: everybody; no names of people.
	Returns:
	        [{project, title, stage, stage_title, area, applicant, need, plan, outcome_measure, beneficiaries, requested,
	        granted, score, rank, handover_to, result, spent, returned, lines: [{item, amount, spent}],
	        receipts: [{line, paid_on, amount}], photos: [{number, moment, caption}], follow_ups: [{months, still_run}]}]
	"""
	return shown_projects.projects_shown()


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(PHOTOS_PER_HOUR, "public_project.photo", guesses=False)
def photo(project: str, number: int) -> None:
	"""A photo of a project whose accounts are published, as a JPEG of at most 1,200 pixels.

	Permission: everybody; 404 before.
	"""
	content = shown_projects.photo(project, number)
	image = {"filename": "project.jpg", "filecontent": content, "display_content_as": "inline"}
	frappe.local.response.update({"type": "download", **image})


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_project.groups", guesses=False)
def groups() -> list[dict]:
	"""Groups that are filed, by place, at most 300; numbers of members, no names.

	Permission: everybody.
	Returns:
	        [{group, name, kind, kind_title, area, purpose, how_to_join, members, is_active, is_legal_person}]
	"""
	return shown_projects.groups_shown()


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_project.my_groups")
def my_groups(binding: str) -> list[str]:
	"""Names of the groups of which the number of a binding is a member.

	Permission: whoever holds the binding.
	"""
	return members.groups_of(phone_bindings.number_of(binding))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_project.join")
@idempotent("public_project.join", is_anonymous=True)
def join(binding: str, group: str, name: str) -> dict:
	"""Joins a group with the number of a binding; whoever joins agrees that the community keeps name and number for it.

	Permission: whoever holds the binding.
	Returns:
	        {joined}
	Raises:
	        ConflictError (409): a member already. BadInputError (422): the group takes nobody now.
	"""
	members.join(group, name, phone_bindings.number_of(binding))
	return {"joined": True}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_project.leave")
@idempotent("public_project.leave", is_anonymous=True)
def leave(binding: str, group: str) -> dict:
	"""Leaves a group: nothing of the person stays with it.

	Permission: whoever holds the binding.
	Returns:
	        {left}
	Raises:
	        frappe.DoesNotExistError (404): no member.
	"""
	members.leave(group, phone_bindings.number_of(binding))
	return {"left": True}
