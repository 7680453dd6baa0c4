"""When the next visit is due, and the job that plans it: once per plan, person and day."""

from datetime import date, timedelta

import frappe
from frappe.utils import add_months, getdate

from community_gov.core.jobs import run_isolated
from community_gov.core.step_context import step_context
from community_gov.grids.team import workers_of
from community_gov.registry.care.care_tags import active_on
from community_gov.registry.privacy import consents

DAYS = {"Daily": 1, "Weekly": 7, "Fortnightly": 14}
MONTHS = {"Monthly": 1, "Quarterly": 3}
PLANNED, MISSED = "Planned", "Missed"


def after(day: date, frequency: str) -> date:
	"""The day one period later; the end of a shorter month stands for a day that it does not have."""
	if frequency in DAYS:
		return day + timedelta(days=DAYS[frequency])
	return getdate(add_months(day, MONTHS[frequency]))


def next_due(frequency: str, last: date | None, today: date) -> date:
	"""When somebody who was last visited (or last missed) on a day is due; today for a first visit.

	A visit long overdue is due today and not on a day that has passed: nobody can go there any more.
	"""
	return max(after(last, frequency), today) if last else today


def plan_visits(today: date | None = None) -> dict[str, int]:
	"""Plans what is due until today, and marks as missed what the next one has overtaken; repeating adds nothing.

	Returns:
	        {planned, missed, failed, withdrawn}; each person is planned on their own, and a failure is logged by
	        record name. Who has withdrawn the consent to visits is counted and left alone.
	"""
	today = today or getdate()
	counts = {"planned": 0, "missed": 0, "failed": 0, "withdrawn": 0}
	withdrew = consents.who_withdrew(consents.CARE)
	for plan in _enabled_plans():
		open_visits, last = _open_and_last_visits(plan.name)
		for person in _people_of(plan, today):
			if person.name in withdrew:
				counts["withdrawn"] += 1
				continue
			outcome = _planned(plan, person, open_visits.get(person.name), last.get(person.name), today)
			for name in outcome:
				counts[name] += 1
	return counts


def run_daily() -> None:
	"""Scheduler."""
	plan_visits()


def _enabled_plans() -> list[frappe._dict]:
	return frappe.get_all(
		"Visit Plan",
		filters={"enabled": 1},
		fields=["name", "care_tag", "visit_kind", "frequency", "grid"],
		order_by="name asc",
	)


def _people_of(plan, today: date) -> list[frappe._dict]:
	"""Present people with the plan's tag today, in its place."""
	tag, resident = frappe.qb.DocType("Resident Care Tag"), frappe.qb.DocType("Resident")
	query = (
		frappe.qb.from_(tag)
		.join(resident)
		.on(resident.name == tag.resident)
		.select(resident.name, resident.grid)
		.where((tag.care_tag == plan.care_tag) & active_on(tag, today) & (resident.status == "Present"))
		.orderby(resident.name)
	)
	if plan.grid:
		query = query.where(resident.grid.like(f"{plan.grid}%"))
	return query.run(as_dict=True)


def _open_and_last_visits(plan: str) -> tuple[dict, dict]:
	"""Of a plan: the open visit by person {name, due_on}, and the last day by person, visited or missed."""
	rows = frappe.get_all(
		"Visit",
		filters={"visit_plan": plan},
		fields=["name", "resident", "status", "due_on", "visited_at"],
		order_by="due_on asc, name asc",
	)
	open_visits = {row.resident: row for row in rows if row.status == PLANNED}
	last = {
		row.resident: getdate(row.visited_at or row.due_on) for row in rows if row.status in ("Done", MISSED)
	}
	return open_visits, last


def _planned(plan, person, open_visit, last: date | None, today: date) -> list[str]:
	"""Plans one person on its own; returns what happened: of planned, missed, failed."""
	work = lambda: _steps(plan, person, open_visit, last, today)  # noqa: E731
	happened = run_isolated(work, f"Planning a visit of {person.name} failed", plan.name)
	return ["failed"] if happened is None else happened


def _steps(plan, person, open_visit, last: date | None, today: date) -> list[str]:
	"""Marks what the next visit has overtaken as missed, and plans the next one if it is due."""
	happened = []
	if open_visit:
		if after(getdate(open_visit.due_on), plan.frequency) > today:
			return []
		frappe.db.set_value("Visit", open_visit.name, "status", MISSED)
		happened.append("missed")
		last = getdate(open_visit.due_on)
	if next_due(plan.frequency, last, today) <= today:
		insert(plan, person, today)
		happened.append("planned")
	return happened


def insert(plan, person, due_on: date) -> None:
	visit = frappe.new_doc("Visit")
	visit.update(
		{
			"resident": person.name,
			"visit_plan": plan.name,
			"care_tag": plan.care_tag,
			"visit_kind": plan.visit_kind,
			"due_on": due_on,
			"assignee": next(iter(workers_of(person.grid)), None),
		}
	)
	step_context(visit).by_plan = True
	# The job plans for everybody; who goes there is asked when the visit is recorded.
	visit.insert(ignore_permissions=True)
