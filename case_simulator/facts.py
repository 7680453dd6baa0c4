"""What rows are computed from, read once a run: limits, calendars, rules, names, states. Answers are remembered."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import frappe
from frappe import _
from frappe.utils import flt

from community_gov.casework.categories import category_path
from community_gov.casework.deadlines import clock, escalation_levels, post_limits
from community_gov.casework.deadlines.calendars import calendar_for
from community_gov.casework.dispatch import routing
from community_gov.casework.dispatch.routing_rules import Asked, choose
from community_gov.casework.intake import emergencies
from community_gov.casework.quality import checking
from community_gov.core.stages.states import active_workflow, initial_state, stage_of, state_for_stage
from community_gov.demo.people import ACCOUNTS, UNITS, email


class Facts:
	"""The site as it stands when the run begins; every answer is the one that the live code would compute."""

	def __init__(self):
		# Plans are refused where there is none, before anything is written.
		self.calendar: Any = calendar_for(None)
		self.calendars: dict[str, Any] = {unit: calendar_for(unit) for unit, _handler in UNITS}
		self.rules = routing.enabled_rules()
		self.response_hours = flt(frappe.get_cached_doc("Community Gov Settings").response_hours)
		keys = {account.key: email(account.key) for account in ACCOUNTS} | {"Guest": "Guest"}
		self.users = keys
		self.full_names = {
			key: frappe.get_cached_value("User", user, "full_name") for key, user in keys.items()
		}
		self.begins = {doctype: initial_state(doctype) for doctype in ("Case", "Case Dispatch")}
		for name in (
			"urgency",
			"limit",
			"level",
			"stage_limit",
			"step",
			"moved",
			"reason",
			"path",
			"length",
			"checker",
			"is_at_work",
		):
			# Enough for the kinds and grids of a city, a few dozen times a thousand.
			setattr(self, name, lru_cache(maxsize=65_536)(getattr(self, name)))

	def urgency(self, category: str | None, text: str) -> str:
		return "Urgent" if emergencies.notice_for(category, text) else "Normal"

	def limit(self, category: str) -> tuple:
		"""(condition, value, unit) of the default filing condition."""
		rows = frappe.get_cached_doc("Case Category", category).filing_conditions
		row = next(row for row in rows if row.is_default)
		return row.condition, row.limit_value, row.limit_unit

	def level(self, category: str) -> str:
		return escalation_levels.first_level(category)

	def path(self, category: str) -> tuple:
		return tuple(category_path(category))

	def length(self, category: str, unit: str):
		"""The time for disposal on the unit's calendar."""
		_condition, value, limit_unit = self.limit(category)
		return clock.length_of(flt(value), limit_unit, self.calendars[unit])

	def due(self, category: str, unit: str, started: datetime) -> tuple[datetime, datetime]:
		"""(due_at, warn_at) of a clock that started then, without pauses."""
		limit_unit, length, calendar = (
			self.limit(category)[2],
			self.length(category, unit),
			self.calendars[unit],
		)
		warn = clock.deadline(started, clock.WARNING * length, limit_unit, calendar)
		return clock.deadline(started, length, limit_unit, calendar), warn

	def hours(self, category: str, unit: str, started: datetime, ended: datetime) -> tuple[float, float]:
		"""(used, allowed) hours of a clock that ran without a pause."""
		used = clock.used(started, ended, self.limit(category)[2], self.calendars[unit])
		return used / timedelta(hours=1), self.length(category, unit) / timedelta(hours=1)

	def respond_due(self, unit: str, at: datetime) -> datetime | None:
		calendar = self.calendars[unit]
		if not calendar or not self.response_hours:
			return None
		length = clock.length_of(self.response_hours, clock.DUTY_HOURS, calendar)
		return clock.add(at, length, clock.DUTY_HOURS, calendar)

	def stage_limit(self, stage: str, urgency: str) -> tuple[timedelta, str] | None:
		row = post_limits.limit_of(stage, urgency)
		if not row:
			return None
		return clock.length_of(flt(row.limit_value), row.limit_unit, self.calendar), row.limit_unit

	def stage_due(self, stage: str, urgency: str, at: datetime) -> datetime | None:
		limit = self.stage_limit(stage, urgency)
		return clock.add(at, *limit, self.calendar) if limit else None

	def step(self, doctype: str, state: str, action: str) -> tuple[str, str]:
		"""(next state, its stage) of a workflow action."""
		rows = active_workflow(doctype).transitions
		target = next(row.next_state for row in rows if row.state == state and row.action == action)
		return target, stage_of(doctype, target)

	def moved(self, doctype: str, state: str, stage: str, event: str) -> tuple[str, str]:
		"""The same for a move of the system."""
		return state_for_stage(doctype, stage, state, event), stage

	def route(self, category: str, grid: str, urgency: str, at: datetime):
		"""(rule or None, reason, units as (unit, duty))."""
		asked = Asked(self.path(category), grid, urgency, at.date(), self.level(category))
		choice = choose(self.rules, asked, lambda unit: self.on_duty(unit, at), self.is_at_work)
		units = sorted((unit, duty) for unit, duty, _text in choice.rule.units) if choice.rule else []
		return choice.rule, self.reason(category, grid, choice), units

	def reason(self, category: str, grid: str, choice) -> str:
		return routing.reason_of(frappe._dict(category=category, grid=grid), choice)

	def checker(self, grid: str) -> str | None:
		"""Who is sent to look; nobody of the simulated city is ever shut out as having taken part."""
		return checking.choose_checker(frappe._dict(name=None, grid=grid, reporter=None))

	def is_at_work(self, unit: str) -> bool:
		return routing.is_at_work(unit)

	def on_duty(self, unit: str, at: datetime) -> bool:
		calendar = self.calendars.get(unit, self.calendar)
		return calendar is None or calendar.on_duty(at)

	def chosen_by_hand(self, key: str) -> str:
		return _("{0} chose the units by hand.").format(self.full_names[key])
