"""Plays plans through the code that people use: as the right account, at the planned moment, with every guard."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import frappe

from case_simulator import shape, steps
from case_simulator.plan import CasePlan
from case_simulator.steps import Step
from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.intake.reporting import report_case
from community_gov.casework.lifecycle.acting import act_on_case
from community_gov.casework.quality import feedback
from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import take_step, transition_to_stage
from community_gov.demo.people import email

RESUME_AFTER = timedelta(days=120)
RESOLUTION = "您反映的问题已处置完毕，感谢您的关注。"


class Player:
	"""Plays one plan after another.

	Args:
	        travel: gives a context in which the clock stands at a naive moment of the site's time zone.
	"""

	def __init__(self, travel: Callable[[datetime], AbstractContextManager]):
		self.travel = travel
		self.case: Any = None
		self.acts = {
			steps.REPORT: self.report,
			steps.REJECT: self.reject,
			steps.TAKE: self.accept_dispatch,
			steps.RETURN: self.return_dispatch,
			steps.ANSWER: self.answer,
			steps.PASS: self.check,
			steps.FAIL: self.check,
			steps.ASK_PAUSE: self.ask_suspension,
			steps.GRANT_PAUSE: self.grant_suspension,
			steps.RATE: self.rate,
		}

	def play(self, plan: CasePlan) -> str:
		"""Takes all steps in the running transaction and returns the name of the case; ends as the same user."""
		user, self.plan, self.case = frappe.session.user, plan, None
		try:
			for step in plan.steps:
				with self.travel(step.at):
					frappe.set_user(step.user if step.user == "Guest" else email(step.user))
					self.acts.get(step.kind, self.act)(step)
		finally:
			frappe.set_user(user)
		return self.case

	def report(self, step: Step) -> None:
		public = step.user == "Guest"
		self.case = report_case(reported_values(self.plan), [], None, as_guest=public).name

	def act(self, step: Step) -> None:
		"""A workflow action on the case, with the fields that people fill in for it."""
		values: dict = {}
		if step.kind == steps.ACCEPT and self.plan.source == shape.PUBLIC:
			values = {"category": self.plan.category}
		if step.kind == steps.DISPATCH:
			values = {"units": [{"unit": step.unit, "duty": "Lead", "instruction": step.note}]}
		if step.kind == steps.CLOSE:
			values = {"resolution": RESOLUTION}
		act_on_case(frappe.get_doc("Case", self.case), step.kind, values, None, None)

	def reject(self, step: Step) -> None:
		act_on_case(frappe.get_doc("Case", self.case), step.kind, {}, step.note, None)

	def dispatch(self):
		return frappe.get_doc("Case Dispatch", {"case_file": self.case, "stage_category": "Open"})

	def accept_dispatch(self, step: Step) -> None:
		doc = self.dispatch()
		take_step(doc, transition_for_action(doc, "Accept"), None, None)

	def return_dispatch(self, step: Step) -> None:
		doc = self.dispatch()
		take_step(doc, transition_for_action(doc, "Return"), step.note, None)

	def answer(self, step: Step) -> None:
		doc = self.dispatch()
		doc.answer = step.note
		take_step(doc, transition_to_stage(doc, "Closed"), None, None)

	def check(self, step: Step) -> None:
		doc = frappe.get_doc("Case Check", {"case_file": self.case, "result": "Pending"})
		place = {"latitude": self.plan.latitude, "longitude": self.plan.longitude}
		doc.update({"result": "Passed" if step.kind == steps.PASS else "Failed", "note": step.note, **place})
		doc.save()

	def ask_suspension(self, step: Step) -> None:
		doc = frappe.new_doc("Case Adjustment")
		doc.update({"case_file": self.case, "kind": "Suspension", "dispatch": self.dispatch().name})
		doc.update({"reason": step.note, "resume_on": resume_on(step)})
		doc.insert()

	def grant_suspension(self, step: Step) -> None:
		doc = frappe.get_doc("Case Adjustment", {"case_file": self.case})
		take_step(doc, transition_to_stage(doc, "Granted"), None, None)

	def rate(self, step: Step) -> None:
		feedback.rate(lock_case(self.case), step.note or "", None, feedback.BY_CODE)


def reported_values(plan: CasePlan) -> dict:
	"""What the reporter sends; the public names no category."""
	return {
		"title": plan.title,
		"description": plan.description,
		"source": plan.source,
		"category": None if plan.source == shape.PUBLIC else plan.category,
		"grid": plan.grid,
		"address": plan.address,
		"latitude": plan.latitude,
		"longitude": plan.longitude,
	}


def resume_on(step: Step):
	return (step.at + RESUME_AFTER).date()
