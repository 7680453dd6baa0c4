"""Help requests: reminders once a stage, notices to those who fit, the law on every path."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

import frappe as _frappe

from community_gov.core.codes import fingerprint, shown_once
from community_gov.core.errors import BadInputError, SeparationOfDutiesError, StageGuardError
from community_gov.demo.people import email
from community_gov.grids import team
from community_gov.registry.identity import merging
from community_gov.registry.privacy import data_requests
from community_gov.registry.privacy.person_erasure import anonymise_person
from community_gov.volunteering.help import help_requests, help_watch
from tests.support.registry import FAR_GRID, GRID, family, make_household, make_resident
from tests.support.volunteers import make_volunteer

KIND = "家居维修"


def make_request(site, household=None, **values):
	place = {"household": household.name} if household else {"grid": GRID, "place": "演示楼"}
	values = {"help_kind": KIND, "need": f"换灯 {uuid4().hex[:6]}", **place, **values}
	return site.get_doc({"doctype": "Help Request", **values}).insert()


def step(doc, state: str, **values):
	doc.reload()
	doc.update({"workflow_state": state, **values})
	return doc.save()


def told_of(site, doc) -> list:
	rows = site.get_all(
		"Notification Log", {"document_name": doc.name}, ["for_user", "subject"], order_by="creation"
	)
	return [(row.for_user, row.subject) for row in rows]


def test_place_and_skills_follow(site):
	household, people = family(site, 1)
	doc = make_request(site, resident=people[0].name, grid=FAR_GRID, place="别处")
	assert (doc.household, doc.grid) == (household.name, GRID)
	assert doc.place == site.db.get_value("Building", household.building, "building_title")
	assert [row.skill for row in doc.skills] == ["水电维修"]
	assert doc.tracking_code_fingerprint == fingerprint(shown_once(doc)) and doc.raised_at
	other = make_household(site, site.get_doc("Building", household.building), room="502")
	with pytest.raises(BadInputError, match="does not live in the household"):
		make_request(site, other, resident=people[0].name)
	with pytest.raises(BadInputError, match="Nobody knows where help is needed"):
		make_request(site, grid=None)
	site.db.set_value("Help Kind", KIND, "enabled", 0)
	site.clear_document_cache("Help Kind", KIND)
	with pytest.raises(BadInputError, match="is not offered now"):
		make_request(site)


def test_urgent_requests_wait_two_hours(site, travel):
	travel("2024-09-27 17:00")
	assert make_request(site).claim_due_at == datetime(2024, 9, 28, 17)
	assert make_request(site, urgency="Urgent").claim_due_at == datetime(2024, 9, 27, 19)


def test_the_fit_and_the_staff_near_are_told(site):
	user = email("volunteer")
	# Ten are told; a skill that nobody else has puts this one among them whoever else is on record.
	skill = f"技能{uuid4().int % 10**6}"
	site.get_doc({"doctype": "Service Skill", "skill_name": skill}).insert()
	volunteer = site.get_doc("Volunteer", {"user": user})
	volunteer.update({"grid": GRID, "status": "Active"}).append("skills", {"skill": skill})
	volunteer.save()
	doc = make_request(site, place="演示楼", skills=[{"skill": skill}])
	told = {user for user, _subject in told_of(site, doc)}
	assert {user, email("gridworker"), email("coordinator")} <= told
	assert email("gridworker.zhelu") not in told
	assert all("演示楼" in subject for _user, subject in told_of(site, doc))


def test_what_waits_is_told_of_once(site, travel):
	travel("2024-09-27 17:00")
	doc = make_request(site)
	before = len(told_of(site, doc))
	assert help_watch.remind(datetime(2024, 9, 28, 16, 59)) == 0
	assert help_watch.remind(datetime(2024, 9, 28, 17, 1)) >= 1
	assert help_watch.remind(datetime(2024, 9, 28, 17, 2)) == 0
	assert len(told_of(site, doc)) > before
	step(doc, "Claimed", volunteer=make_volunteer(site).name)
	step(doc, "Served", result="好了")
	served = doc.served_at
	assert help_watch.remind(served + timedelta(days=2)) == 0
	assert help_watch.remind(served + timedelta(days=4)) == 1


def test_a_broken_request_stops_no_other(site, travel, monkeypatch):
	travel("2024-09-27 17:00")
	broken, good = make_request(site), make_request(site)
	tell = help_watch.notify_users

	def broke(users, subject, doctype, name):
		if name == broken.name:
			raise ValueError("broken")
		return tell(users, subject, doctype, name)

	monkeypatch.setattr(help_watch, "notify_users", broke)
	assert help_watch.remind(datetime(2024, 9, 29)) >= 1
	assert site.db.get_value("Help Request", good.name, "reminded_at")
	assert not site.db.get_value("Help Request", broken.name, "reminded_at")
	title = f"Reminding of help request {broken.name} failed"
	assert site.db.exists("Error Log", {"method": title})


def test_only_the_step_that_claims_names_the_volunteer(site):
	one, other = make_volunteer(site), make_volunteer(site)
	doc = make_request(site, volunteer=one.name)
	assert doc.volunteer is None
	with pytest.raises(StageGuardError, match="Nobody is named who will help"):
		step(doc, "Claimed")
	step(doc, "Claimed", volunteer=one.name)
	doc.volunteer = other.name
	assert doc.save().volunteer == one.name
	with pytest.raises(StageGuardError, match="Nothing is written of what was done"):
		step(doc, "Served")
	step(doc, "Served", result="好了", volunteer=other.name)
	assert doc.volunteer == one.name
	step(doc, "Confirmed")
	assert (doc.stage_category, doc.confirmation) == ("Done", "By Phone")


def test_who_left_cannot_be_named(site):
	gone = make_volunteer(site, status="Retired")
	with pytest.raises(StageGuardError, match="Choose an active volunteer"):
		step(make_request(site), "Claimed", volunteer=gone.name)


def test_whoever_gave_the_help_does_not_confirm_it(site):
	"""A grid worker who is a volunteer, too, and leads the team that came."""
	worker = email("gridworker")
	leader = make_volunteer(site, user=worker)
	team = site.get_doc(
		{"doctype": "Volunteer Team", "team_name": "试验队", "grid": GRID[:12], "leader": leader.name}
	)
	team.insert()
	doc = make_request(site)
	step(doc, "Claimed", team=team.name)
	assert doc.volunteer == leader.name
	step(doc, "Served", result="好了")
	site.set_user(worker)
	with pytest.raises(SeparationOfDutiesError, match="You gave this help"):
		step(doc, "Confirmed")
	site.set_user(email("manager"))
	step(doc, "Confirmed")
	assert doc.ended_by == email("manager")


def test_who_asked_does_not_help_themselves(site):
	own = make_volunteer(site, user=email("manager"))
	site.set_user(email("manager"))
	doc = make_request(site, source="Household")
	with pytest.raises(SeparationOfDutiesError, match="asked for this help"):
		step(doc, "Claimed", volunteer=own.name)


def test_a_referral_needs_its_case(site):
	with pytest.raises(StageGuardError, match="no case yet"):
		step(make_request(site), "Referred")


def test_a_request_is_never_deleted(site):
	doc = make_request(site)
	with pytest.raises(_frappe.ValidationError):
		doc.delete()
	assert site.db.exists("Help Request", doc.name)


def test_a_dissolved_households_code_opens_nothing(site):
	household = make_household(site, room="503")
	code = household.household_code
	assert help_requests.household_of_code(f" {code[:4]}-{code[4:].lower()} ") == household.name
	site.db.set_value("Household", household.name, "status", "Dissolved")
	assert help_requests.household_of_code(code) is None
	assert help_requests.household_of_code("") is None


def test_a_person_moved_away_keeps_the_request_where_help_was_needed(site):
	household = make_household(site, room="504")
	person = make_resident(site, household)
	doc = make_request(site, resident=person.name)
	step(doc, "Withdrawn", step_note="已搬走")
	assert (doc.stage, doc.grid) == ("Withdrawn", GRID)


def test_an_anonymous_person_leaves_no_words_in_requests(site):
	person = make_resident(site)
	words = {"details": "吴演示家的灯", "contact_name": "吴演示", "mobile": "13800000000"}
	doc = make_request(site, household=None, resident=person.name, **words)
	doc.need = "另一句话"
	doc.save()
	assert site.db.exists("Version", {"docname": doc.name})
	anonymise_person("Resident", person.name)
	doc.reload()
	assert (doc.need, doc.details, doc.contact_name, doc.mobile, doc.place) == ("已匿名", *[None] * 4)
	assert (doc.grid, doc.help_kind) == (GRID, KIND)
	assert not site.db.exists("Version", {"docname": doc.name})


def test_the_copy_tells_of_requests_and_visits(site):
	person = make_resident(site)
	make_request(site, resident=person.name, need="换灯泡")
	visit = {
		"doctype": "Visit",
		"resident": person.name,
		"visit_kind": "Home Visit",
		"result": "Met",
		"note": "很好",
	}
	site.get_doc(visit).insert()
	ask = {
		"doctype": "Personal Data Request",
		"resident": person.name,
		"kind": "Copy of Data",
		"request": "要副本",
	}
	told = data_requests.copy_for(site.get_doc(ask).insert())
	assert [row.need for row in told["help"]] == ["换灯泡"]
	assert [(row.result, row.note) for row in told["visits"]] == [("Met", "很好")]


def test_a_merge_takes_requests_along(site):
	kept, double = make_resident(site), make_resident(site, identity_number=None)
	doc = make_request(site, resident=double.name)
	merging.merge(kept, double, "重复")
	assert site.db.get_value("Help Request", doc.name, "resident") == kept.name


def test_open_requests_keep_a_grid_at_work(site):
	before = team.open_work(GRID)["cases"]
	doc = make_request(site)
	assert team.open_work(GRID)["cases"] == before + 1
	step(doc, "Withdrawn", step_note="误报")
	assert team.open_work(GRID)["cases"] == before
