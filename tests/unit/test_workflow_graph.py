"""Workflows as graphs: where documents get to and where they get stuck."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from community_gov.core.stages.workflow_graph import Graph, State, Step, graph_of

CATEGORIES = {"Begun": "Open", "Waiting": "Paused", "Ended": "Done"}
BEGUN, WAITING, ENDED = State("a", "Begun"), State("b", "Waiting"), State("c", "Ended")


def graph(*steps: str, states=(BEGUN, WAITING, ENDED)) -> Graph:
	"""Steps as "ab": from a to b, by an action of that name."""
	return Graph(tuple(states), tuple(Step(one[0], one, one[1], "Role") for one in steps), CATEGORIES)


def test_a_state_of_open_work_without_a_way_out_is_a_dead_end():
	assert graph("ab").dead_ends() == {"b"}
	assert graph("ab", "bc").dead_ends() == set()
	assert graph().dead_ends() == {"a", "b"}


def test_what_is_done_may_end():
	assert graph("ac", "bc").dead_ends() == set()


def test_the_first_state_of_a_stage_is_entered_by_the_app():
	second = State("d", "Ended")
	assert graph("ac", states=(BEGUN, WAITING, ENDED, second)).unreached() == {"d"}
	assert graph("ad", states=(BEGUN, WAITING, ENDED, second)).unreached() == set()


def test_one_action_leads_to_one_state():
	steps = (Step("a", "x", "b", "One"), Step("a", "x", "c", "Other"), Step("b", "x", "c", "One"))
	assert Graph((BEGUN, WAITING, ENDED), steps, CATEGORIES).ambiguous() == {("a", "x")}


def test_a_stage_without_a_state_is_told():
	assert graph(states=(BEGUN, ENDED)).empty_stages() == {"Waiting"}


def test_rows_of_a_workflow_become_a_graph():
	states = [SimpleNamespace(state="a", stage="Begun"), SimpleNamespace(state="c", stage="Ended")]
	rows = [SimpleNamespace(state="a", action="x", next_state="c", allowed="Role")]
	made = graph_of(states, rows, CATEGORIES)
	assert made.names() == ["a", "c"] and made.steps == (Step("a", "x", "c", "Role"),)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=12))
def test_more_steps_strand_nobody_more_at_their_source(pairs):
	made = graph(*(f"{one}{other}" for one, other in pairs))
	more = graph(*(f"{one}{other}" for one, other in pairs), "ac", "bc")
	assert more.dead_ends() == set() and more.unreached() <= made.unreached()
	assert made.dead_ends() | {one for one, _other in pairs} >= {"a", "b"}
