"""The monthly assessment of grid workers (网格员考核): computed, announced, objected to, ruled on, final."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, add_months, cint, flt, get_first_day, get_last_day, getdate, now_datetime

from community_gov.core.errors import BadInputError, ConflictError, OutOfScopeError
from community_gov.core.jobs import run_isolated
from community_gov.core.notifications import notify_users, site_language
from community_gov.core.step_context import step_context
from community_gov.team import assessment_items, assessment_scores
from community_gov.team.assessment_scores import Weighed

MOST = 5_000


def month_of(day) -> tuple[date, date]:
	"""First and last day of the month of a day."""
	return getdate(get_first_day(day)), getdate(get_last_day(day))


def workers_in(first: date, last: date, area: str | None = None) -> list[frappe._dict]:
	"""Who was grid worker of which grid in a period: [{user, grid}], once each."""
	member, user = frappe.qb.DocType("Grid Team Member"), frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(member)
		.join(user)
		.on(user.name == member.user)
		.select(member.user, member.parent.as_("grid"))
		.distinct()
		.where((member.parenttype == "Grid") & (member.team_role == "Grid Worker") & (user.enabled == 1))
		.where((member.from_date <= last) & (member.to_date.isnull() | (member.to_date >= first)))
		.orderby(member.parent)
		.orderby(member.user)
		.limit(MOST)
	)
	if area:
		query = query.where(member.parent.like(f"{area}%"))
	return query.run(as_dict=True)


def compute(month, area: str | None = None) -> dict:
	"""Computes the assessments of a month; those that are announced already stay as they are.

	Args:
	        month: any day of it.
	        area: code prefix; None for everywhere.
	Returns:
	        {month, computed, unchanged, failed}: counts of people.
	Raises:
	        BadInputError: the month is not over.
	"""
	first, last = month_of(month)
	if last >= getdate():
		frappe.throw(
			_("The month {0} is not over. Choose an earlier one.").format(str(first)[:7]), exc=BadInputError
		)
	people = workers_in(first, last, area)
	figures = assessment_items.figures(sorted({row.user for row in people}), first, last)
	counts = {"computed": 0, "unchanged": 0, "failed": 0}
	for row in people:
		counts[_assess_one(row, first, figures[row.user])] += 1
	return {"month": str(first)[:7], **counts}


def _assess_one(person, first: date, rows: list[Weighed]) -> str:
	"""Writes one assessment: computed, unchanged or failed."""

	def work() -> str:
		return "computed" if write(person, first, rows) else "unchanged"

	return run_isolated(work, f"Assessing {person.user} failed", f"{person.grid} {first}") or "failed"


def write(person, first: date, rows: list[Weighed]) -> bool:
	"""Creates the assessment of a person, grid and month, or computes it anew while nobody has announced it."""
	key = f"{person.user}/{person.grid}/{first}"
	name = frappe.db.get_value("Worker Assessment", {"source_key": key}, for_update=True)
	doc = frappe.get_doc("Worker Assessment", name) if name else frappe.new_doc("Worker Assessment")
	if name and doc.stage != "Computed":
		return False
	step_context(doc).computed = {
		"worker": person.user,
		"grid": person.grid,
		"month": first,
		"source_key": key,
		**_assessment_values(rows),
	}
	# The month's job and the manager's order compute for people whose assessments nobody may write by hand.
	doc.save(ignore_permissions=True)
	return True


def _assessment_values(rows: list[Weighed]) -> dict:
	"""The fields of an assessment: {items, computed_score, score, grade, formula_version}; None is stored as 0."""
	value = assessment_scores.score(rows)
	items = [
		{
			"item": row.item,
			"done": row.done,
			"due": row.due or 0,
			"weight": row.weight,
			"counted": int(row.counts),
			"points": assessment_scores.points(row, rows) or 0,
		}
		for row in rows
	]
	return {
		"items": items,
		"is_scored": int(value is not None),
		"computed_score": value or 0,
		"score": value or 0,
		"grade": assessment_scores.grade(value),
		"formula_version": assessment_scores.FORMULA_VERSION,
		"computed_at": now_datetime(),
	}


def compute_last_month() -> None:
	"""Scheduler, daily: the month that is over is computed once, on its first days; repeating changes nothing."""
	if getdate().day > cint(frappe.get_cached_doc("Community Gov Settings").assessment_days or 5):
		return
	with site_language():
		compute(add_months(getdate(), -1))


def close_unobjected() -> int:
	"""Scheduler, daily: announced assessments become final when the days for objections are over."""
	days = cint(frappe.get_cached_doc("Community Gov Settings").assessment_objection_days) or 5
	names = frappe.get_all(
		"Worker Assessment",
		filters={"stage": "Announced", "announced_at": ["<", add_days(now_datetime(), -days)]},
		pluck="name",
		order_by="announced_at asc, name asc",
		limit=500,
	)
	with site_language():
		return sum(_closed(name) for name in names)


def _closed(name: str) -> int:
	def work() -> int:
		doc = frappe.get_doc("Worker Assessment", name, for_update=True)
		if doc.stage == "Announced":
			doc.move_to_stage("Final", "Finalise", _("No objection in time"))
		return 1

	return run_isolated(work, f"Closing assessment {name} failed", name) or 0


def refuse_typed(doc) -> None:
	"""An assessment comes from the figures, never from a form or an import.

	Raises:
	        ConflictError
	"""
	if doc.is_new() and not step_context(doc).computed:
		frappe.throw(
			_("An assessment is computed from what was done. Compute the month of the area."),
			exc=ConflictError,
		)


def take_computed(doc) -> None:
	"""The server's own values; what a client sent for them was dropped before."""
	values = step_context(doc).computed
	if values:
		doc.set("items", values["items"])
		doc.update({name: value for name, value in values.items() if name != "items"})
		doc.worker_name = frappe.db.get_value("User", doc.worker, "full_name")


def take_ruling(doc) -> None:
	"""A ruling may set another score, with the reason; without one the computed score stands."""
	ruled = step_context(doc).ruled_score
	if ruled is None:
		return
	if not 0 <= flt(ruled) <= assessment_scores.FULL:
		frappe.throw(_("A score lies between 0 and 100. Correct it."), exc=BadInputError)
	doc.score, doc.is_scored = round(flt(ruled), 2), 1
	doc.grade = assessment_scores.grade(doc.score)


def refuse_others_objection(doc) -> None:
	"""Who is assessed objects, nobody for them.

	Raises:
	        OutOfScopeError
	"""
	if frappe.session.user != doc.worker:
		frappe.throw(
			_("Only {0} may object to this assessment. Ask them to do it.").format(doc.worker_name),
			exc=OutOfScopeError,
		)


def tell_worker(doc, subject: str) -> None:
	notify_users({doc.worker}, subject, doc.doctype, doc.name)
