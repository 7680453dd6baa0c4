"""What a step asks of whoever takes it, declared beside the guard that refuses it otherwise."""

from collections.abc import Callable
from dataclasses import dataclass


def _always_open(doc) -> bool:
	return True


@dataclass(frozen=True)
class Question:
	"""`name` is what a dialog asks for (reason, grid, answer, …); `is_open` whether this document still lacks it."""

	name: str
	is_open: Callable[..., bool] = _always_open


def asks(name: str, when: Callable[..., bool] = _always_open) -> Callable[[Callable], Callable]:
	"""Marks a guard or a computed value of a stage with what it needs from the person.

	Args:
	        when: asked of the stored document before the step; the question is left out where it is False.
	"""

	def mark(function: Callable) -> Callable:
		function.__dict__.setdefault("questions", []).append(Question(name, when))
		return function

	return mark


def _questions_of(rule) -> list[Question]:
	"""Every question of a StageRule, in the order of its guards and computed values."""
	return [
		question for part in (*rule.guards, *rule.computes) for question in getattr(part, "questions", ())
	]


def opens_question(part, doc) -> bool:
	"""Whether a guard or a computed value still asks something of whoever takes the step."""
	return any(question.is_open(doc) for question in getattr(part, "questions", ()))


def open_questions(doc, stage: str) -> list[str]:
	"""Names of what the step of a stored document into a stage will ask for, each once."""
	rule = type(doc).stage_rules[stage]
	return list(dict.fromkeys(question.name for question in _questions_of(rule) if question.is_open(doc)))


def known_questions(doc) -> list[str]:
	"""Names of all that any stage of the document may ask for."""
	rules = type(doc).stage_rules.values()
	return list(dict.fromkeys(question.name for rule in rules for question in _questions_of(rule)))
