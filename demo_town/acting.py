"""Acting as an account of the demo, now or at a moment of the site's time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import frappe

from case_simulator.command import traveller
from community_gov.core.stages.steps import plan_step, transition_to_stage
from community_gov.demo.people import email


@contextmanager
def acting(key: str, at: datetime | None = None) -> Iterator[None]:
	"""The account `key` is signed in, at a naive moment of the site's time; now without one."""
	user = frappe.session.user
	try:
		if at:
			with traveller()(at):
				frappe.set_user(email(key))
				yield
		else:
			frappe.set_user(email(key))
			yield
	finally:
		frappe.set_user(user)


def take(doc, stage: str, note: str | None = None, **values) -> None:
	"""The step of the signed-in account into a stage, with what it asks for."""
	doc.take_planned_step(plan_step(doc, transition_to_stage(doc, stage), values, note=note))
