"""What the rows of a year are computed from, read once: rules of points, states of workflows, people, settings."""

from datetime import date
from functools import lru_cache
from random import Random
from typing import NamedTuple

import frappe
from frappe.utils import add_months, cint, flt, getdate

from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.states import state_for_stage
from community_gov.demo.people import email
from community_gov.demo.persons import SEED
from community_gov.volunteering.points import point_rules


class Place(NamedTuple):
	"""A community as activities know it; projects: {title of a kind: name of its Service Project}."""

	code: str
	name: str
	latitude: float
	longitude: float
	projects: dict[str, str]

	def spot(self, key: str) -> tuple[float, float]:
		"""(latitude, longitude) near the middle, the same for the same key."""
		near = Random(f"{SEED}:{key}").uniform
		return round(self.latitude + near(-0.004, 0.004), 6), round(self.longitude + near(-0.005, -0.003), 6)


class Facts:
	"""The site as it stands when the year is written; every answer is the one that the live code would compute.

	Args:
	        volunteers: {key: row of name, full_name, grid, coordinator} of everybody in the plan.
	        places: {key of a community: Place}.
	"""

	def __init__(self, volunteers: dict[int, frappe._dict], places: dict[str, Place]):
		self.volunteers, self.places = volunteers, places
		settings = frappe.get_cached_doc("Community Gov Settings")
		self.expiry_months = cint(settings.point_expiry_months)
		self.daily_hours = flt(settings.service_daily_hours)
		self.hold_days = cint(settings.redemption_hold_days) or 7
		for name in ("rule", "state", "expires_on"):
			setattr(self, name, lru_cache(maxsize=4_096)(getattr(self, name)))

	def rule(self, day: date, project: str, role: str, intensity: str):
		return point_rules.rule_for(day, project, role, intensity)

	def state(self, doctype: str, stage: str, before: str = "", event: str = "") -> dict:
		"""workflow_state, stage and stage_category of a document that came there."""
		state = state_for_stage(doctype, stage, before, event)
		return {"workflow_state": state, "stage": stage, "stage_category": STAGES_OF[doctype][stage]}

	def expires_on(self, day: date) -> date | None:
		return getdate(add_months(day, self.expiry_months)) if self.expiry_months else None

	@staticmethod
	def user(key: str) -> str:
		return email(key)
