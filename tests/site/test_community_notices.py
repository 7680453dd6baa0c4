"""Notices to residents: who is told, who lets them out, when, once, and who was reached."""

import pytest

from community_gov.core.code_text import grouped
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.demo.people import email
from community_gov.participation.announcements import (
	approvals,
	audience,
	boards,
	chasing,
	deliveries,
	door_rounds,
	reach,
	sending,
	shown,
)
from tests.support.clocks import acting
from tests.support.community_notices import (
	approved,
	make_homes,
	make_notice,
	scheduled,
	sent,
	states_of,
	values_for,
)
from tests.support.polls import take
from tests.support.registry import FAR_GRID, GRID, make_resident


@pytest.fixture
def now(travel):
	travel("2031-03-03 09:00")
	return travel


@pytest.fixture
def messages(site, monkeypatch):
	"""[(number, text)] of what went out; nothing of the test is committed."""
	found: list[tuple[str, str]] = []
	monkeypatch.setattr(site.db, "commit", lambda: None)
	monkeypatch.setattr(sending.text_messages, "can_send", lambda: True)
	monkeypatch.setattr(sending.text_messages, "send", lambda number, text: found.append((number, text)))
	return found


@pytest.fixture
def homes(site, now):
	return make_homes(site)


def test_buildings_of_places_inside_each_other_are_listed_once(site, homes):
	building, _rows = homes
	names = [row["name"] for row in boards.buildings_of({building.grid[:12], building.grid})]
	assert building.name in names and len(names) == len(set(names))


def stored(site, notice):
	return site.get_doc("Community Notice", notice.name)


def settings(site, **values):
	site.db.set_single_value("Community Gov Settings", values)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")


def test_a_notice_goes_its_way_and_is_sent_once(site, messages, homes):
	building, _rows = homes
	notice = sent(site, building)
	assert (notice.stage, notice.audience_households, notice.with_number) == ("Sent", 3, 3)
	code = grouped(notice.check_code)
	assert ["停水通知" in text and code in text for _number, text in messages] == [True] * 3
	sending.work_through(notice.name)
	assert sending.begin(notice.name) == 0
	assert len(messages) == 3
	assert states_of(site, notice, "SMS") == [("Reached", None)] * 3
	assert states_of(site, notice, "Door") == [("Waiting", None)] * 3
	told = site.get_all("Notification Log", {"document_name": notice.name}, pluck="for_user")
	assert email("gridworker") in told
	notice = stored(site, notice)
	assert (notice.sending, notice.reached_households, notice.reached_sms) == ("Done", 3, 3)
	with acting(site, "clerk"), pytest.raises(StageGuardError, match="is not possible for you"):
		take(site, notice, "Schedule", "clerk")


def test_rules_are_alternatives_and_what_stands_in_one_holds_together(site, now, homes):
	building, rows = homes
	old, young, away = (row[1] for row in rows)
	site.db.set_value("Resident", old.name, "birth_date", "1951-03-03")
	site.db.set_value("Resident", young.name, "birth_date", "1951-03-04")
	site.db.set_value("Resident", away.name, "residence_kind", "Elsewhere")
	here = {"building": building.name}

	def found(*rules) -> set[str]:
		notice = make_notice(site, building, audience=list(rules))
		return {one.resident for one in audience.recipients(notice)}

	assert found(here) == {old.name, young.name}
	assert found({**here, "min_age": 80}) == {old.name}, "80 on the birthday, not the day before"
	assert found({**here, "max_age": 79}) == {young.name}
	assert found({**here, "residence_kind": "Elsewhere"}) == {away.name}
	assert found({**here, "min_age": 80}, {**here, "residence_kind": "Elsewhere"}) == {old.name, away.name}
	assert found({**here, "household_kind": "Collective"}) == set()
	assert found({**here, "compound": building.compound, "grid": GRID}) == {old.name, young.name}
	# A second person of a household is told with it.
	make_resident(site, rows[0][0], relation_to_head="Spouse")
	notice = make_notice(site, building)
	audience.count(notice)
	assert (notice.audience_households, notice.audience_people) == (2, 3)


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"audience": [{"grid": FAR_GRID}]}, "Row 1 of the audience lies outside"),
		({"audience": [{"min_age": 60, "max_age": 50}]}, "ages in row 1 of the audience hold nobody"),
		({"audience": [{"max_age": 151}]}, "ages in row 1"),
		({"audience": [{"min_age": 1}] * 51}, "at most 50 rows"),
		({"plain_summary": "长" * 301}, "at most 300 characters"),
		({"body": "长" * 20_001}, "at most 20000 characters"),
		({"body": "长" * 100_000}, "at most 20000 characters"),
		({"source_link": "javascript:alert(1)"}, "is no web address"),
		({"valid_until": "2031-02-30"}, "is no day that exists"),
	],
)
def test_bad_input_stores_nothing(site, now, homes, values, message):
	before = site.db.count("Community Notice")
	with pytest.raises(BadInputError, match=message):
		make_notice(site, homes[0], **values)
	assert site.db.count("Community Notice") == before


def test_markup_is_kept_as_words(site, now, homes):
	notice = make_notice(site, homes[0], title="<script>alert(1)</script>停水", body="<b onclick=x>停水</b>")
	assert "<script" not in notice.title
	assert "<b" not in notice.body


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"plain_summary": " "}, "nothing in plain words"),
		({"kind": "Law"}, "names its source"),
		({"valid_until": None}, "ends before it is sent"),
		({"valid_until": "2031-03-02"}, "ends before it is sent"),
		({"by_portal": 0, "by_sms": 0, "by_door": 0}, "told in any way"),
		({"audience": [{"residence_kind": "Floating", "min_age": 149}]}, "audience holds nobody"),
	],
)
def test_what_is_not_ready_is_not_submitted(site, now, homes, values, message):
	notice = make_notice(site, homes[0], **values)
	with pytest.raises(StageGuardError, match=message):
		take(site, notice, "Submit for Approval")
	assert stored(site, notice).stage == "Drafted"


def test_a_day_of_validity_lasts_to_its_end(site, messages, homes, now):
	notice = sent(site, homes[0], valid_until="2031-03-05")
	assert str(notice.valid_until) == "2031-03-05"
	now("2031-03-05 23:59:59")
	chasing.run_due()
	assert notice.name in {row["notice"] for row in shown.in_force(GRID)}
	now("2031-03-06 00:00:00")
	assert notice.name not in {row["notice"] for row in shown.in_force(GRID)}
	chasing.run_due()
	assert stored(site, notice).stage == "Archived"
	assert shown.verified(notice.check_code)["state"] == "Expired"


def test_who_wrote_does_not_approve_by_whatever_way(site, now, homes):
	building = homes[0]
	notice = take(site, make_notice(site, building, "manager"), "Submit for Approval", "manager")
	with pytest.raises(SeparationOfDutiesError, match="You wrote this notice"):
		take(site, notice, "Approve", "manager")
	# An import sets fields and saves; what it sends for approvals counts for nothing.
	with acting(site, "manager"):
		doc = site.new_doc("Community Notice")
		doc.update(
			values_for(building, approved_by=email("admin"), stage="Approved", workflow_state="Approved")
		)
		doc.insert()
		assert (doc.stage, doc.approved_by) == ("Drafted", None)
		doc.workflow_state = "Scheduled"
		with pytest.raises(site.ValidationError):
			doc.save()
	# Who changed the words wrote them, too; the same person by another account is the same person.
	shared = make_notice(site, building, "clerk")
	with acting(site, "manager"):
		fresh = site.get_doc("Community Notice", shared.name)
		fresh.body = "因管网检修，停水四小时。"
		fresh.save()
	shared = take(site, shared, "Submit for Approval")
	with pytest.raises(SeparationOfDutiesError, match="You wrote this notice"):
		take(site, shared, "Approve", "manager")
	assert take(site, shared, "Approve", "admin").approved_by == email("admin")


def test_a_redrawn_workflow_lets_nothing_out_unapproved(site, now, homes):
	notice = stored(site, make_notice(site, homes[0]))
	with pytest.raises(StageGuardError, match="Nobody has approved"):
		notice.move_to_stage("Scheduled", "Schedule")
	notice = stored(site, notice)
	with pytest.raises(StageGuardError, match="Only an emergency is sent at once"):
		notice.move_to_stage("Sent", "Send at Once")


def test_what_was_approved_is_what_is_sent(site, now, homes):
	notice = approved(site, homes[0])
	notice.title = "停电通知"
	with pytest.raises(BadInputError, match="What was submitted is what is sent"):
		notice.save()
	notice = take(site, stored(site, notice), "Send Back", "manager", note="日期不对")
	assert (notice.stage, notice.approved_by, notice.quota_month) == ("Drafted", None, None)


def test_a_large_audience_needs_another_approver(site, now, homes):
	settings(site, notice_mass_households=2)
	notice = approved(site, homes[0])
	with pytest.raises(StageGuardError, match="3 households need a second approval"):
		take(site, notice, "Schedule")
	for key, message in (("manager", "You approved this notice already"), ("clerk", "Only a manager")):
		with acting(site, key), pytest.raises((SeparationOfDutiesError, StageGuardError), match=message):
			approvals.approve_further(stored(site, notice))
	with acting(site, "admin"):
		approvals.approve_further(stored(site, notice))
		with pytest.raises(ConflictError, match="waits for no further approval"):
			approvals.approve_further(stored(site, notice))
	assert take(site, stored(site, notice), "Schedule").stage == "Scheduled"


def test_an_emergency_is_sent_at_once_and_approved_afterwards(site, messages, homes, now):
	now("2031-03-03 23:30")
	notice = make_notice(site, homes[0], "chief", kind="Emergency")
	with pytest.raises(StageGuardError, match="is not possible for you"):
		take(site, notice, "Send at Once", "manager")
	notice = take(site, notice, "Send at Once", "chief")
	sending.work_through(notice.name)
	assert len(messages) == 3, "quiet hours hold no emergency back"
	assert str(notice.approve_due_at)[:16] == "2031-03-04 03:30"
	assert notice.quota_month is None
	draft = make_notice(site, homes[0], "chief", kind="Emergency")
	now("2031-03-04 03:31")
	assert approvals.tell_unapproved() >= 1
	assert not site.db.exists("Notification Log", {"document_name": draft.name})
	told = site.get_all("Notification Log", {"document_name": notice.name}, pluck="for_user")
	assert email("admin") in told
	with acting(site, "chief"), pytest.raises(StageGuardError, match="Only a manager"):
		approvals.approve_further(stored(site, notice))
	with acting(site, "manager"):
		approvals.approve_further(stored(site, notice))
	notice = stored(site, notice)
	assert (notice.approved_by, notice.approve_due_at) == (email("manager"), None)


def test_only_an_emergency_is_written_by_the_command_centre(site, now, homes):
	with pytest.raises(site.PermissionError):
		make_notice(site, homes[0], "chief")


def test_quiet_hours_hold_a_notice_back(site, messages, homes, now):
	notice = approved(site, homes[0])
	with pytest.raises(StageGuardError, match="Choose a time between 8:00 and 21:00"):
		take(site, notice, "Schedule", scheduled_for="2031-03-03 21:00")
	now("2031-03-03 22:10")
	notice = take(site, stored(site, notice), "Schedule")
	assert str(notice.scheduled_for) == "2031-03-04 08:00:00"
	assert sending.begin(notice.name) == 0
	now("2031-03-04 20:59:59")
	assert sending.begin(notice.name) == 1
	now("2031-03-04 21:00:00")
	sending.work_through(notice.name)
	assert (messages, stored(site, notice).sending) == ([], "Sending")
	now("2031-03-05 08:00:00")
	sending.work_through(notice.name)
	assert (len(messages), stored(site, notice).sending) == (3, "Done")


def test_the_time_of_a_scheduled_notice_stays(site, now, homes):
	notice = scheduled(site, homes[0], scheduled_for="2031-03-04 10:00")
	assert str(notice.scheduled_for) == "2031-03-04 10:00:00"
	notice.scheduled_for = "2031-03-03 23:00:00"
	notice.save()
	assert str(stored(site, notice).scheduled_for) == "2031-03-04 10:00:00"
	assert sending.run_due() == 0


def test_a_month_holds_so_many_notices_of_a_community(site, now, homes):
	building = homes[0]
	settings(site, notice_monthly_quota=1)
	first = approved(site, building)
	second = take(site, make_notice(site, building), "Submit for Approval")
	with pytest.raises(StageGuardError, match="1 notices of 2031-03 are used up here"):
		take(site, second, "Approve", "manager")
	# One that is withdrawn before it was sent uses up nothing; one of next month is another month's.
	take(site, first, "Withdraw", "clerk", note="取消")
	second = take(site, stored(site, second), "Approve", "manager")
	assert second.quota_month == "2031-03"
	second = take(site, second, "Schedule", scheduled_for="2031-04-01 09:00")
	assert second.quota_month == "2031-04"
	assert approved(site, building).quota_month == "2031-03"


def test_who_moved_away_since_is_told_nothing(site, messages, homes):
	building, rows = homes
	notice = scheduled(site, building)
	assert notice.audience_households == 3
	leave(site, rows[0][1])
	sending.begin(notice.name)
	notice = stored(site, notice)
	# One more leaves between what is written down and the message.
	sending.write_deliveries(notice)
	leave(site, rows[1][1])
	sending.work_through(notice.name)
	assert len(messages) == 1
	assert sorted(states_of(site, notice, "SMS")) == [("Not Reached", "Moved Out"), ("Reached", None)]
	assert stored(site, notice).audience_households == 2


def leave(site, resident) -> None:
	site.db.set_value("Resident", resident.name, {"status": "Moved Out", "household": None})


def test_nobody_left_is_told_to_the_approver_and_nothing_is_sent(site, messages, homes):
	notice = scheduled(site, homes[0])
	for _home, person in homes[1]:
		leave(site, person)
	assert sending.begin(notice.name) == 0
	assert stored(site, notice).stage == "Scheduled"
	filters = {"document_name": notice.name, "for_user": email("manager")}
	assert "holds nobody" in str(site.get_all("Notification Log", filters, pluck="subject"))


def test_without_a_gateway_nobody_counts_as_told(site, messages, homes, monkeypatch):
	monkeypatch.setattr(sending.text_messages, "can_send", lambda: False)
	notice = sent(site, homes[0])
	assert states_of(site, notice, "SMS") == [("Waiting", "No Gateway")] * 3
	assert (notice.reached_households, reach.told(notice)["unreached"]) == (0, 3)


def test_what_the_gateway_refuses_is_tried_three_times(site, messages, homes, monkeypatch):
	from community_gov.core.errors import MessageNotSentError

	def refuse(number, text):
		raise MessageNotSentError("down")

	monkeypatch.setattr(sending.text_messages, "send", refuse)
	notice = sent(site, homes[0])
	assert states_of(site, notice, "SMS") == [("Waiting", "Gateway Refused")] * 3
	sending.work_through(notice.name)
	sending.work_through(notice.name)
	assert states_of(site, notice, "SMS") == [("Not Reached", "Gateway Refused")] * 3
	assert stored(site, notice).sending == "Done"


def test_a_newer_notice_ends_the_older_one(site, messages, homes):
	building = homes[0]
	old = sent(site, building)
	new = sent(site, building, supersedes=old.name, title="停水改期")
	assert (stored(site, old).stage, new.stage) == ("Superseded", "Sent")
	told = shown.verified(old.check_code)
	assert (told["state"], told["superseded_by"], told["notice"]) == ("Superseded", "停水改期", None)
	assert states_of(site, old, "Door") == [("Not Reached", "Notice Ended")] * 3


def test_what_was_withdrawn_is_not_superseded(site, messages, homes):
	building = homes[0]
	old = sent(site, building)
	waiting = approved(site, building, supersedes=old.name)
	old = take(site, old, "Withdraw", "manager", note="有误")
	assert shown.verified(old.check_code)["state"] == "Withdrawn"
	with pytest.raises(StageGuardError, match="is not in force, so nothing supersedes it"):
		take(site, waiting, "Schedule")
	with pytest.raises(site.DoesNotExistError, match="no such notice for you"):
		shown.one(old.name)


def test_the_code_of_what_was_not_sent_is_no_proof(site, now, homes):
	notice = approved(site, homes[0])
	for code in (notice.check_code, "", "2222-2222-2222", "<script>"):
		with pytest.raises(site.DoesNotExistError, match="may be forged"):
			shown.verified(code)


def test_a_door_is_told_once_and_confirms(site, messages, homes, now):
	notice = sent(site, homes[0], kind="Must Confirm", by_sms=0)
	with acting(site, "gridworker"):
		doors = [row for row in door_rounds.waiting("Door") if row["notice"] == notice.name]
	assert (len(doors), doors[0]["asks_confirmation"]) == (3, True)
	first, second, third = (doors[number]["delivery"] for number in range(3))

	def knock(name, result, confirms=False):
		with acting(site, "gridworker"):
			deliveries.record(site.get_doc("Notice Delivery", name), result, confirms, "敲门")

	knock(first, "Told", True)
	knock(second, "Nobody Home")
	knock(third, "Refused")
	with pytest.raises(ConflictError, match="was told already, or refused"):
		knock(first, "Told")
	with pytest.raises(BadInputError, match="is no result of this way"):
		knock(second, "Gone")
	told = reach.told(notice)
	assert (told["reached_door"], told["confirmed_households"]) == (1, 1)
	assert (told["doors_needed"], told["doors_done"], told["unreached"]) == (3, 2, 2)
	row = site.get_doc("Notice Delivery", first)
	assert (row.confirmed_by, row.confirmed_how, row.tries) == (email("gridworker"), "Door", 1)
	with acting(site, "gridworker"):
		left = [row["delivery"] for row in door_rounds.waiting("Door") if row["notice"] == notice.name]
		assert left == [second]
		assert {row["recipient"] for row in door_rounds.unreached(notice)} == set(reach.unreached(notice))
	with acting(site, "gridworker.zhelu"):
		assert [row for row in door_rounds.waiting("Door") if row["notice"] == notice.name] == []


def test_who_was_not_reached_gets_a_door_after_the_set_time(site, messages, homes, now):
	notice = sent(site, homes[0], kind="Must Confirm", by_sms=0, by_door=0)
	assert chasing.chase(notice.name) == 0
	now("2031-03-05 09:00:01")
	shown_to = homes[1][0][0].name
	deliveries.reach_by_portal(notice, {f"household:{shown_to}"})
	assert chasing.chase(notice.name) == 2
	assert stored(site, notice).stage == "Chased"
	assert states_of(site, notice, "Door") == [("Waiting", None)] * 2
	assert chasing.chase(notice.name) == 0


def test_of_information_only_numbers_are_told(site, messages, homes, now):
	notice = sent(site, homes[0], by_sms=0, by_door=0)
	deliveries.reach_by_portal(notice, {f"household:{homes[1][0][0].name}"})
	with pytest.raises(BadInputError, match="only numbers are told"):
		reach.unreached(notice)
	with acting(site, "admin"):
		assert site.get_list("Notice Delivery", {"notice": notice.name}, ignore_permissions=False) == []
	assert reach.told(notice)["reached_portal"] == 1
	row = site.get_all("Notice Delivery", {"notice": notice.name, "status": "Reached"}, ["delivered_at"])
	assert row[0].delivered_at is None, "when a household read what asks for no confirmation is not kept"


def test_states_of_households_go_and_the_counts_stay(site, messages, homes, now):
	notice, draft = sent(site, homes[0], kind="Must Confirm"), make_notice(site, homes[0])
	now("2031-05-31 09:00")
	chasing.forget_old()
	assert stored(site, notice).states_deleted_on is None
	now("2031-06-01 09:00:01")
	assert chasing.forget_old() >= 1
	assert stored(site, draft).states_deleted_on is None, "what was not sent has no states"
	assert site.db.count("Notice Delivery", {"notice": notice.name}) == 0
	notice = stored(site, notice)
	assert (notice.reached_sms, notice.reached_households) == (3, 3)
	assert reach.told(notice)["reached_sms"] == 3


def test_a_withdrawn_notice_tells_nobody_any_more(site, messages, homes):
	notice = scheduled(site, homes[0])
	sending.begin(notice.name)
	take(site, stored(site, notice), "Withdraw", "manager", note="有误")
	sending.work_through(notice.name)
	assert messages == []
	assert sending.message_of(stored(site, notice)).count("停水通知") == 1
