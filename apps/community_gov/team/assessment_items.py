"""What grid workers did in a month: each item from the room that counts it, named in hooks.py.

An app adds an item with the hook `community_gov_assessment_items`: {item: path of a function}, which is called with
(users, first, last) and gives {user: (done, due)}; due None means that the target of the settings is what was due.
"""

from datetime import date

import frappe
from frappe.utils import flt

from community_gov.team import patrols, training
from community_gov.team.assessment_scores import Weighed

HOOK = "community_gov_assessment_items"
Figures = dict[str, tuple[float, float | None]]


def patrols_done(users: list[str], first: date, last: date) -> Figures:
	return {user: (count, None) for user, count in patrols.done(users, first, last).items()}


def hours_trained(users: list[str], first: date, last: date) -> Figures:
	return {user: (hours, None) for user, hours in training.hours(users, first, last).items()}


def weights() -> list[frappe._dict]:
	"""The items of the settings that weigh something: [{item, target, weight}]."""
	rows = frappe.get_cached_doc("Community Gov Settings").assessment_items
	return [row for row in rows if flt(row.weight) > 0]


def figures(users: list[str], first: date, last: date) -> dict[str, list[Weighed]]:
	"""Every item of every user from `first` to `last`, both included; a user without work has zeros."""
	found: dict[str, list[Weighed]] = {user: [] for user in users}
	paths = frappe.get_hooks(HOOK)
	for row in weights():
		if row.item not in paths:
			continue
		counted = frappe.get_attr(paths[row.item][-1])(users, first, last)
		for user in users:
			done, due = counted.get(user, (0, None))
			target = flt(row.target) or None
			# What was due goes before the target: a rate is judged by its own denominator.
			known = due if due is not None else target
			found[user].append(Weighed(row.item, flt(row.weight), flt(done), known))
	return found
