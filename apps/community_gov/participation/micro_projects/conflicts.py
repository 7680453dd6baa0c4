"""Who is tied to a project: by having applied or checked it, by the group, by the family. To refuse, never to permit."""

import frappe
from frappe import _

from community_gov.participation.groups import groups, members
from community_gov.registry.identity import account_holders
from community_gov.registry.identity.protected_numbers import fingerprints_of

PROJECT, BRANCH = "Micro-project", "Party Branch"


def tie_of(project, user: str) -> str | None:
	"""What ties the person behind an account to the applicant of a project, in words; None if nothing is known."""
	if set(fingerprints_of(project, "mobile")) & account_holders.numbers_of_person(user):
		return _("the own project")
	if project.interest_group and members.has_person(project.interest_group, user):
		return _("the own group")
	if project.branch and account_holders.is_resident(user, _secretary_of(project.branch)):
		return _("the own branch")
	if account_holders.is_one_of_residents(user, _family_of(project)):
		return _("the own family")
	return None


def knows_applicant(project, user: str) -> str | None:
	"""The same for a reviewer, who is not to know who applied: whoever wrote or checked the project does."""
	known = {project.owner, project.checked_by} - {None, "Guest", "Administrator"}
	if account_holders.is_among(user, known):
		return _("having recorded or checked it")
	return tie_of(project, user)


def _secretary_of(branch: str) -> str | None:
	consent = frappe.db.get_value(BRANCH, branch, "secretary_consent")
	return frappe.db.get_value("Consent", consent, "resident") if consent else None


def _family_of(project) -> list[str]:
	"""Residents of the households of the representative and of the leads of the group, and their guardians."""
	numbers = {*fingerprints_of(project, "mobile"), *_numbers_of_leads(project.interest_group)}
	if not numbers:
		return []
	filters = {"mobile_fingerprint": ["in", sorted(numbers)]}
	fields = ["name", "household", "guardian"]
	# Asked on behalf of the system: who belongs to whom is for no reviewer to read.
	persons = frappe.get_all("Resident", filters, fields, order_by="name asc")
	homes = sorted({row.household for row in persons if row.household})
	at_home = frappe.get_all(
		"Resident", {"household": ["in", homes or [""]]}, pluck="name", order_by="name asc"
	)
	wards = {"guardian": ["in", [row.name for row in persons] or [""]]}
	of_wards = frappe.get_all("Resident", wards, pluck="name", order_by="name asc")
	return sorted({*at_home, *of_wards, *(row.guardian for row in persons if row.guardian)})


def _numbers_of_leads(group: str | None) -> list[str]:
	if not group:
		return []
	filters = {"interest_group": group, "group_role": members.LEAD}
	# As above.
	rows = frappe.get_all(
		groups.MEMBER, filters, ["mobile_fingerprint", "mobile_secret"], order_by="name asc"
	)
	return [
		found for row in rows for found in fingerprints_of(frappe._dict(row, doctype=groups.MEMBER), "mobile")
	]
