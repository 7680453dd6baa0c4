"""What the next steps of a case or dispatch will ask for, read from the same law that refuses them."""

from collections.abc import Callable

from community_gov.casework.deadlines import supervision
from community_gov.casework.lifecycle import guards
from community_gov.core.stages.rules import DONE
from community_gov.core.stages.steps import possible_steps

# What a guard asks the user for -> whether this document still lacks it.
ASKED: dict[Callable, tuple[str, Callable]] = {
	guards.needs_reason: ("needs_reason", lambda doc: True),
	guards.needs_reason_if_reopened: ("needs_reason", lambda doc: doc.stage_category == DONE),
	guards.needs_grid: ("needs_grid", lambda doc: not doc.grid),
	guards.needs_category: ("needs_category", lambda doc: not doc.category),
	guards.needs_units: ("needs_units", lambda doc: not doc.open_dispatches and not doc.units),
	guards.needs_answer_text: ("needs_answer", lambda doc: True),
	supervision.needs_answer: ("needs_answer", lambda doc: True),
	supervision.needs_reason_if_sent_back: ("needs_reason", lambda doc: True),
}


def next_steps(doc) -> list[dict]:
	"""The steps that the session user may take, and what to ask before.

	Args:
	        doc: a stored Case, Case Dispatch, Case Adjustment or Supervision Order.
	Returns:
	        [{action, next_state, stage, needs_reason, needs_grid, needs_category, needs_units, needs_answer}]
	"""
	return [{**step, **needs_of(doc, step["stage"])} for step in possible_steps(doc)]


def needs_of(doc, stage: str) -> dict[str, bool]:
	"""What the law of a stage demands that a dialog can ask for."""
	needs = {name: False for name, _lacks in ASKED.values()}
	for guard in doc.stage_rules[stage].guards:
		if guard in ASKED:
			name, lacks = ASKED[guard]
			needs[name] = needs[name] or bool(lacks(doc))
	return needs
