"""What a Decision Rule may say, and the preset ones: dated data with their source, never code."""

import json

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError
from community_gov.participation.decisions import arithmetic
from community_gov.participation.decisions.arithmetic import Rule

FIELDS = (
	*("present_num", "present_den", "present_strict", "pass_num", "pass_den", "pass_strict"),
	*("pass_base", "area_weighted"),
)


def check(rule) -> None:
	"""The fractions are parts of a whole, the days are in order, and rolls that are made keep their kind of voter.

	Raises:
	        BadInputError
	"""
	try:
		rule_of(rule)
	except ValueError:
		frappe.throw(
			_("A part has an upper number that is not greater than the lower one. Correct it, as in 2 of 3."),
			exc=BadInputError,
		)
	if rule.valid_until and getdate(rule.valid_until) < getdate(rule.valid_from):
		frappe.throw(_("The rule ends before it begins. Correct the days."), exc=BadInputError)
	voters_changed = set(changed_fields(rule)) & {"unit", "area_weighted"}
	if voters_changed and frappe.db.exists("Voting Roll", {"rule": rule.name}):
		frappe.throw(
			_("Rolls were made by this rule, so it stays who votes. End it by a day, and make a new one."),
			exc=BadInputError,
		)
	if rule.area_weighted and rule.unit != "Owner":
		frappe.throw(
			_("Floor area counts in decisions of owners only. Choose owners, or leave the area out."),
			exc=BadInputError,
		)


def rule_of(doc) -> Rule:
	"""The arithmetic of a Decision Rule. Raises ValueError for what is no fraction."""
	return arithmetic.rule_of({name: doc.get(name) or 0 for name in FIELDS})


def snapshot_of(doc) -> str:
	"""What a poll keeps of its rule, which may be corrected later."""
	return json.dumps(
		{
			**arithmetic.values_of(rule_of(doc)),
			"rule": doc.name,
			"rule_name": doc.rule_name,
			"unit": doc.unit,
			"is_advisory": int(doc.is_advisory or 0),
		},
		ensure_ascii=False,
	)


def of_snapshot(text: str) -> Rule:
	"""The arithmetic of what a poll keeps."""
	return arithmetic.rule_of(json.loads(text))


def require_valid_on(doc, day) -> None:
	"""Refuses a rule that is not in force on a day. Raises BadInputError."""
	ended = doc.valid_until and getdate(doc.valid_until) < getdate(day)
	if ended or getdate(doc.valid_from) > getdate(day):
		frappe.throw(
			_("{0} is not in force on {1}. Choose a rule that is.").format(doc.rule_name, str(getdate(day))),
			exc=BadInputError,
		)
