"""Plays cases of the demo with their photos; those of the hotline come in as its orders."""

from datetime import timedelta
from typing import Any

import frappe

from case_simulator.live import Player, reported_values
from case_simulator.steps import Step
from community_gov.casework.intake import hotline, photos
from community_gov.casework.intake.reporting import report_case
from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import plan_step
from community_gov.demo.persons import make_person
from community_gov.demo.scenes import street_photo
from demo_town import stories

VERIFY = "Verify"
HOTLINE_LIMIT = timedelta(days=3)
# Callers of the hotline, far from the people of the registers.
FIRST_CALLER = 660_000


class TownPlayer(Player):
	"""As Player, for plans with a scene; see today.TownCase."""

	plan: Any

	def photo(self, solved: bool = False) -> list[tuple[str, bytes]]:
		name = f"{self.plan.scene}-{'after' if solved else 'before'}.jpg"
		return [(name, street_photo(self.plan.scene, self.plan.key, solved))]

	def report(self, step: Step) -> None:
		if self.plan.upstream_number:
			self.case = hotline.take_order(self.order(step))[0].name
			return
		values = reported_values(self.plan)
		self.case = report_case(values, self.photo(), None, as_guest=step.user == "Guest").name

	def order(self, step: Step) -> dict:
		"""The work order of the hotline."""
		values = reported_values(self.plan)
		caller = make_person(FIRST_CALLER + int(self.plan.upstream_number[-4:]))
		del values["source"]
		return {
			**values,
			"upstream_number": self.plan.upstream_number,
			"upstream_due_at": step.at + HOTLINE_LIMIT,
			"observed_at": step.at,
			"reporter_name": caller["full_name"],
			"reporter_phone": caller["mobile"],
		}

	def act(self, step: Step) -> None:
		super().act(step)
		if step.kind == "Close" and self.plan.upstream_number:
			hotline.answer(frappe.get_doc("Case", self.case), stories.HOTLINE_ANSWER)

	def answer(self, step: Step) -> None:
		"""The unit shows what it left behind."""
		doc = self.dispatch()
		transition = transition_for_action(doc, "Answer")
		values = {"answer": step.note}
		doc.take_planned_step(plan_step(doc, transition, values, files=self.photo(solved=True)))

	def check(self, step: Step) -> None:
		doc = frappe.get_doc("Case Check", {"case_file": self.case, "result": "Pending"})
		place = {"latitude": self.plan.latitude, "longitude": self.plan.longitude}
		doc.update({"result": "Passed", "note": step.note, **place})
		photos.attach(doc, photos.read_all(self.photo(solved=True)))
		doc.save()
