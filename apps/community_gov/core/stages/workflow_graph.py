"""A workflow as a graph of states and steps: where one gets to, and where one gets stuck. Pure, no site.

A step is one row of a Workflow; several roles that may take it are several rows with one action and one target.
"""

from collections.abc import Iterable
from typing import NamedTuple

from community_gov.core.stages.rules import DONE


class State(NamedTuple):
	"""A state and the stage that it carries."""

	name: str
	stage: str


class Step(NamedTuple):
	"""A row of a workflow: who may lead a document from one state to another, and by which action."""

	state: str
	action: str
	next_state: str
	role: str


class Graph(NamedTuple):
	"""The states in their order, the steps between them, and the category of each stage."""

	states: tuple[State, ...]
	steps: tuple[Step, ...]
	categories: dict[str, str]

	def names(self) -> list[str]:
		return [state.name for state in self.states]

	def reached(self) -> set[str]:
		"""States that documents get to: by a step, by starting there, or by the app, which enters the first of a stage."""
		firsts = {state.stage: state.name for state in reversed(self.states)}
		return {*firsts.values(), *(step.next_state for step in self.steps)} & set(self.names())

	def dead_ends(self) -> set[str]:
		"""States of work not done that documents get to and that no step leaves."""
		left = {step.state for step in self.steps}
		open_ones = {state.name for state in self.states if self.categories[state.stage] != DONE}
		return (self.reached() & open_ones) - left

	def unreached(self) -> set[str]:
		"""States that no document gets to."""
		return set(self.names()) - self.reached()

	def ambiguous(self) -> set[tuple[str, str]]:
		"""(state, action) of steps that one action leads to several states."""
		targets: dict[tuple[str, str], set[str]] = {}
		for step in self.steps:
			targets.setdefault((step.state, step.action), set()).add(step.next_state)
		return {key for key, found in targets.items() if len(found) > 1}

	def empty_stages(self) -> set[str]:
		"""Stages that no state carries: the app enters each of them by itself."""
		return set(self.categories) - {state.stage for state in self.states}


def graph_of(states: Iterable, steps: Iterable, categories: dict[str, str]) -> Graph:
	"""The graph of rows that have state and stage, and of rows that have state, action, next_state and allowed."""
	return Graph(
		tuple(State(row.state, row.stage) for row in states),
		tuple(Step(row.state, row.action, row.next_state, row.allowed) for row in steps),
		categories,
	)
