"""Interest groups over REST: members by signed paper, leads, leaving. Steps are taken by step.take."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.participation.groups import groups, members
from community_gov.permissions.access import load_doc, require


def _locked(group: str):
	require(groups.DOCTYPE, "write")
	return load_doc(groups.DOCTYPE, group, "write")


def _told(group) -> dict:
	fields = ["member_count", "lead_count"]
	return {"group": group.name, **frappe.db.get_value(groups.DOCTYPE, group.name, fields, as_dict=True)}


@frappe.whitelist(methods=["POST"])
@idempotent("group.add_member")
def add_member(group: str, name: str, mobile: str, consent_paper: str) -> dict:
	"""Records the signed paper of somebody who joins; counted once they have proven the number on the public page.

	Args:
	        consent_paper: address of a private file of one's own.
	Permission: who may write the group.
	Returns:
	        {group, member, member_count, lead_count}
	Raises:
	        ConflictError (409): the number is a member already. BadInputError (422)
	"""
	doc = _locked(group)
	return {"member": members.add_by_paper(doc, name, mobile, consent_paper), **_told(doc)}


@frappe.whitelist(methods=["POST"])
@idempotent("group.set_lead")
def set_lead(group: str, member: str, leads: bool = True) -> dict:
	"""Appoints a member as lead, or takes that back.

	Permission: who may write the group.
	Returns:
	        {group, member_count, lead_count}
	"""
	doc = _locked(group)
	members.set_lead(doc, member, leads)
	return _told(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("group.remove_member")
def remove_member(group: str, member: str) -> dict:
	"""Takes somebody off the list who asked for it: nothing of them stays.

	Permission: who may write the group.
	Returns:
	        {group, member_count, lead_count}
	"""
	doc = _locked(group)
	members.remove_named(doc, member)
	return _told(doc)
