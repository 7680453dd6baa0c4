"""Extension, suspension and return: asked for by the unit, ruled on by somebody else, within the limits."""

import pytest

from community_gov.casework.deadlines import due_times
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.demo.people import WATER_BUREAU, email
from tests.support.clocks import (
	acting,
	dispatch_of,
	dispatched_case,
	events_of,
	filed_case,
	make_category,
	minute,
)

MORNING = "2024-09-25 08:00"


@pytest.fixture
def case(site, travel):
	"""Eight duty hours from eight in the morning: due at six."""
	travel(MORNING)
	return dispatched_case(site, make_category(site, 8, "Duty Hours"))


def ask(site, case, kind: str, key: str = "handler", **values):
	with acting(site, key):
		doc = site.new_doc("Case Adjustment")
		doc.update({"case_file": case.name, "kind": kind, "reason": "Flood", **values})
		doc.dispatch = doc.dispatch or dispatch_of(site, case)
		return doc.insert()


def rule(site, adjustment, action: str, key: str = "chief", note: str | None = None, **values):
	from community_gov.core.stages.states import transition_for_action
	from community_gov.core.stages.steps import take_step

	with acting(site, key):
		doc = site.get_doc("Case Adjustment", adjustment.name)
		doc.update(values)
		take_step(doc, transition_for_action(doc, action), note, None)
		return doc


def fresh(site, case):
	return site.get_doc("Case", case.name)


def test_an_extension_moves_the_deadline_by_the_limit_once_more(site, case):
	asked = ask(site, case, "Extension")
	assert (asked.amount, asked.unit, asked.requested_by) == (8, WATER_BUREAU, email("handler"))
	assert minute(fresh(site, case).due_at) == "2024-09-25 18:00", "asking moves nothing"
	rule(site, asked, "Grant")
	case = fresh(site, case)
	assert (minute(case.due_at), case.extensions, case.extended_by) == ("2024-09-26 18:00", 1, 8)
	assert minute(site.db.get_value("Case Dispatch", asked.dispatch, "due_at")) == "2024-09-26 18:00"
	assert due_times.standing(case)["limit_hours"] == 16
	assert events_of(site, case)[-2:] == ["Extension Requested", "Extension Granted"]


def test_the_chief_may_grant_less(site, case):
	asked = ask(site, case, "Extension")
	rule(site, asked, "Grant", amount=4)
	assert minute(fresh(site, case).due_at) == "2024-09-26 12:00"


def test_the_asker_cannot_raise_what_was_asked(site, case):
	asked = ask(site, case, "Extension", amount=2)
	with acting(site, "handler"):
		doc = site.get_doc("Case Adjustment", asked.name)
		doc.amount = 8
		with pytest.raises(ConflictError, match="Withdraw it and ask again"):
			doc.save()


def test_two_extensions_are_granted_and_refused_ones_do_not_count(site, case):
	refused = rule(site, ask(site, case, "Extension"), "Refuse", note="Do it now.")
	assert (refused.stage, refused.ruling) == ("Refused", "Do it now.")
	rule(site, ask(site, case, "Extension"), "Grant")
	rule(site, ask(site, case, "Extension"), "Grant")
	assert fresh(site, case).extensions == 2
	with pytest.raises(StageGuardError, match="extended 2 times"):
		ask(site, case, "Extension")


@pytest.mark.parametrize("amount", [-1, 8.5, 1e6])
def test_amounts_beyond_the_limit(site, case, amount):
	with pytest.raises((StageGuardError, BadInputError, site.NonNegativeError)):
		ask(site, case, "Extension", amount=amount)
	assert not site.db.exists("Case Adjustment", {"case_file": case.name})


def test_nothing_is_extended_or_suspended_when_it_is_late(site, case, travel):
	travel("2024-09-26 08:00")
	with pytest.raises(StageGuardError, match="overdue since 2024-09-25 18:00"):
		ask(site, case, "Extension")
	with pytest.raises(StageGuardError, match="overdue"):
		ask(site, case, "Suspension", resume_on="2024-10-08")
	site.db.set_single_value("Community Gov Settings", "adjust_when_overdue", 1)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	assert ask(site, case, "Extension").stage == "Requested"


def test_what_became_late_while_it_waited_is_not_granted(site, case, travel):
	asked = ask(site, case, "Extension")
	travel("2024-09-25 18:01")
	with pytest.raises(StageGuardError, match="overdue"):
		rule(site, asked, "Grant")


def test_who_asked_cannot_rule(site, case):
	chief = ask(site, case, "Suspension", key="chief", resume_on="2024-10-08", dispatch=None)
	with pytest.raises(SeparationOfDutiesError, match="asked for this"):
		rule(site, chief, "Grant")
	assert fresh(site, case).stage == "Dispatched"


def test_a_colleague_of_the_asking_unit_cannot_rule(site, case):
	asked = ask(site, case, "Extension")
	unit = site.get_doc("Responsible Unit", WATER_BUREAU)
	unit.append("users", {"user": email("chief")})
	unit.save()
	with pytest.raises(SeparationOfDutiesError):
		rule(site, asked, "Grant")


def test_one_open_request_of_a_kind(site, case):
	ask(site, case, "Extension")
	with pytest.raises(ConflictError, match="still open"):
		ask(site, case, "Extension")
	assert ask(site, case, "Suspension", resume_on="2024-10-08").stage == "Requested"


def test_a_withdrawn_request_makes_room(site, case):
	asked = ask(site, case, "Extension")
	with pytest.raises(StageGuardError, match="not yours"):
		rule(site, asked, "Withdraw", key="chief")
	assert rule(site, asked, "Withdraw", key="handler").stage == "Withdrawn"
	assert ask(site, case, "Extension").stage == "Requested"


def test_a_suspension_pauses_until_its_day(site, case, travel):
	travel("2024-09-25 10:00")
	rule(site, ask(site, case, "Suspension", resume_on="2024-09-27"), "Grant")
	case = fresh(site, case)
	assert (case.stage, case.due_at, str(case.resume_on), case.suspensions) == (
		"Suspended",
		None,
		"2024-09-27",
		1,
	)
	travel("2024-09-27 08:00")
	from community_gov.casework.deadlines.watch import resume

	assert resume(case) == ["resumed"]
	case = fresh(site, case)
	assert (case.stage, case.resume_on, minute(case.due_at)) == ("Dispatched", None, "2024-09-27 16:00")
	with pytest.raises(StageGuardError, match="suspended 1 times already"):
		ask(site, case, "Suspension", resume_on="2024-10-08")


@pytest.mark.parametrize("day", [None, "2024-09-25", "2020-01-01", "2026-01-01"])
def test_days_on_which_no_suspension_ends(site, case, day):
	with pytest.raises(StageGuardError, match="day to come"):
		ask(site, case, "Suspension", resume_on=day)


def test_a_filed_case_is_suspended_and_filed_again(site, travel):
	travel(MORNING)
	case = filed_case(site, make_category(site, 8, "Duty Hours"))
	rule(site, ask(site, case, "Suspension", key="operator", resume_on="2024-10-08"), "Grant")
	travel("2024-10-08 09:00")
	from community_gov.casework.deadlines.watch import resume

	resume(fresh(site, case))
	assert fresh(site, case).stage == "Filed"


def test_a_granted_return_ends_the_dispatch_and_files_the_case_again(site, case):
	rule(site, ask(site, case, "Return"), "Grant")
	row = site.get_doc("Case Dispatch", {"case_file": case.name})
	assert (row.stage, row.workflow_state, fresh(site, case).stage) == ("Rejected", "Returned", "Filed")


def test_a_refused_return_is_the_last_word(site, case):
	rule(site, ask(site, case, "Return"), "Refuse", note="It is your canal.")
	with pytest.raises(StageGuardError, match="has ruled"):
		ask(site, case, "Return")
	assert fresh(site, case).stage == "Dispatched"


def test_what_was_accepted_is_not_returned(site, case):
	from community_gov.core.stages.states import transition_for_action
	from community_gov.core.stages.steps import take_step

	name = dispatch_of(site, case)
	with acting(site, "handler"):
		doc = site.get_doc("Case Dispatch", name)
		take_step(doc, transition_for_action(doc, "Accept"), None, None)
	with pytest.raises(StageGuardError, match="accepted or ended"):
		ask(site, case, "Return")


def test_a_return_names_a_dispatch_of_its_case(site, case):
	doc = site.new_doc("Case Adjustment")
	doc.update({"case_file": case.name, "kind": "Return", "reason": "Not ours"})
	with pytest.raises(BadInputError, match="needs its dispatch"):
		doc.insert()
	other = dispatched_case(site, make_category(site, 2, "Natural Days"))
	doc.dispatch = dispatch_of(site, other)
	with pytest.raises(BadInputError, match="does not belong"):
		doc.insert()


def test_a_refusal_needs_its_reason(site, case):
	with pytest.raises(StageGuardError, match="reason"):
		rule(site, ask(site, case, "Extension"), "Refuse")


def test_the_chief_is_told_and_the_asker_of_the_ruling(site, case):
	asked = ask(site, case, "Extension")
	told = {"document_type": "Case Adjustment", "document_name": asked.name}
	assert email("chief") in site.get_all("Notification Log", told, pluck="for_user", order_by="creation")
	rule(site, asked, "Grant")
	assert email("handler") in site.get_all("Notification Log", told, pluck="for_user", order_by="creation")


def answer(site, case):
	from community_gov.core.stages.steps import take_step, transition_to_stage

	doc = site.get_doc("Case Dispatch", dispatch_of(site, case))
	doc.answer = "Done"
	take_step(doc, transition_to_stage(doc, "Closed"), None, None)


def test_a_request_lapses_when_the_unit_answers(site, case, travel):
	travel("2024-09-25 09:00:00.500000")
	asked = ask(site, case, "Extension")
	answer(site, case)
	stored = site.get_doc("Case Adjustment", asked.name)
	assert (stored.stage, stored.open_key, fresh(site, case).stage) == ("Withdrawn", None, "Checking")
	with pytest.raises(StageGuardError, match="no running deadline"):
		ask(site, case, "Extension", dispatch=asked.dispatch)
