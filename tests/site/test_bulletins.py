"""Bulletins: whole periods, frozen figures, objections, publication, numbered corrections, PDF and mail."""

import json

import pytest

from community_gov.casework.statistics import bulletins
from community_gov.casework.statistics.metrics import FORMULA_VERSION
from community_gov.core.errors import BadInputError, ConflictError, DoneDocumentError, StageGuardError
from community_gov.demo.people import WATER_BUREAU, email
from community_gov.patches import both_days_in_bulletin_keys
from tests.support.clocks import acting, dispatched_case, make_category

WEEK = ("2024-09-23", "2024-09-29")
# A place and days of its own: the test site holds the cases of other tests.
PLACE, GRID = "340202", "340202014003001"


@pytest.fixture
def draft(site, travel):
	"""The bulletin of a week in which one case was dispatched to the water bureau."""
	travel("2024-09-25 08:00")
	dispatched_case(site, make_category(site, 8, "Duty Hours"), grid=GRID)
	# Frappe compares `modified` as text, where a whole second looks different before and after storing.
	travel("2024-09-30 07:30:00.500000")
	return bulletins.generate("Weekly", area=PLACE)


def move(site, doc, action: str, key: str = "chief", note: str | None = None):
	from community_gov.core.stages.states import transition_for_action
	from community_gov.core.stages.steps import take_step

	with acting(site, key):
		fresh = site.get_doc("Bulletin", doc.name)
		take_step(fresh, transition_for_action(fresh, action), note, None)
	return site.get_doc("Bulletin", doc.name)


def test_the_last_week_is_drafted_once_and_numbered(site, draft):
	assert (str(draft.from_date), str(draft.to_date), draft.stage) == (*WEEK, "Drafted")
	assert (draft.issue_year, draft.issue_number, draft.formula_version) == (2024, 1, FORMULA_VERSION)
	assert bulletins.generate("Weekly", area=PLACE).name == draft.name
	earlier = bulletins.generate("Weekly", "2024-09-16", "2024-09-22", PLACE)
	assert earlier.issue_number == 2


def test_the_last_month(site, travel):
	travel("2024-03-01 08:00")
	doc = bulletins.generate("Monthly")
	assert (str(doc.from_date), str(doc.to_date)) == ("2024-02-01", "2024-02-29")


@pytest.mark.parametrize(
	("kind", "first", "last"),
	[
		("Weekly", "2024-09-24", "2024-09-30"),
		("Weekly", "2024-09-23", "2024-09-28"),
		("Monthly", "2024-09-01", "2024-09-29"),
		("Special", "2024-09-10", "2024-09-01"),
		("Special", "2022-01-01", "2024-01-01"),
		("Special", "2024-09-20", "2099-01-01"),
	],
)
def test_periods_that_are_not_over_or_not_whole(site, travel, kind, first, last):
	travel("2024-09-30 08:00")
	with pytest.raises(BadInputError, match="no finished period"):
		bulletins.generate(kind, first, last)


def test_the_figures_are_frozen(site, draft, travel):
	rows = bulletins.figures_of(draft)["units"]
	assert [(row["key"], row["dispatched"], row["rank"]) for row in rows] == [(WATER_BUREAU, 1, None)]
	travel("2024-09-26 08:00")
	dispatched_case(site, make_category(site, 2, "Natural Days"), grid=GRID)
	travel("2024-09-30 09:00")
	stored = site.get_doc("Bulletin", draft.name)
	assert bulletins.figures_of(stored)["units"][0]["dispatched"] == 1
	bulletins.compute_anew(stored)
	assert bulletins.figures_of(site.get_doc("Bulletin", draft.name))["units"][0]["dispatched"] == 2


def test_figures_and_numbers_cannot_be_forged(site, draft):
	with acting(site, "chief"):
		doc = site.get_doc("Bulletin", draft.name)
		doc.update({"snapshot": "{}", "issue_number": 99, "published_at": "2024-01-01", "stage": "Published"})
		doc.append("corrections", {"number": 1, "text": "forged"})
		doc.remarks = "Well done."
		doc.save()
	stored = site.get_doc("Bulletin", draft.name)
	assert (stored.issue_number, stored.stage, stored.published_at, stored.remarks) == (
		1,
		"Drafted",
		None,
		"Well done.",
	)
	assert json.loads(stored.snapshot)["units"] and not stored.corrections


def test_announced_objected_published_corrected(site, draft, travel):
	announced = move(site, draft, "Announce")
	assert str(announced.objections_until)[:16] == "2024-10-08 18:00", "two working days, over National Day"
	told = {"document_type": "Bulletin", "document_name": draft.name}
	assert email("handler") in site.get_all("Notification Log", told, pluck="for_user", order_by="creation")
	with pytest.raises(StageGuardError, match="may object until"):
		move(site, draft, "Publish")
	with acting(site, "handler"):
		objection = bulletins.object_to(announced, WATER_BUREAU, "It was not ours.")
	travel("2024-10-08 18:01")
	with pytest.raises(StageGuardError, match="1 objections have no reply"):
		move(site, draft, "Publish")
	with acting(site, "chief"):
		bulletins.reply_to(objection, False, "It was.")
	with pytest.raises(ConflictError, match="answered already"):
		bulletins.reply_to(site.get_doc("Bulletin Objection", objection.name), True, "Or not.")
	published = move(site, draft, "Publish")
	assert (published.stage, published.published_by) == ("Published", email("chief"))
	published.remarks = "Changed"
	with pytest.raises(DoneDocumentError, match="is done, so Remarks"):
		published.save()
	assert bulletins.correct(site.get_doc("Bulletin", draft.name), "One case too many.") == 1
	assert bulletins.correct(site.get_doc("Bulletin", draft.name), "Two.") == 2
	assert [row.number for row in site.get_doc("Bulletin", draft.name).corrections] == [1, 2]


def test_no_objection_before_after_or_empty(site, draft, travel):
	with pytest.raises(StageGuardError, match="takes no objections"):
		bulletins.object_to(draft, WATER_BUREAU, "x")
	announced = move(site, draft, "Announce")
	with pytest.raises(BadInputError, match="empty"):
		bulletins.object_to(announced, WATER_BUREAU, " ")
	travel("2024-10-20 08:00")
	with pytest.raises(StageGuardError, match="takes no objections"):
		bulletins.object_to(announced, WATER_BUREAU, "x")


def test_taken_back_it_is_computed_anew_and_opens_a_new_window(site, draft, travel):
	move(site, draft, "Announce")
	travel("2024-09-26 08:00")
	dispatched_case(site, make_category(site, 2, "Natural Days"), grid=GRID)
	travel("2024-10-08 08:00")
	back = move(site, draft, "Take Back")
	assert (back.objections_until, bulletins.figures_of(back)["units"][0]["dispatched"]) == (None, 2)
	assert str(move(site, draft, "Announce").objections_until)[:10] == "2024-10-09"
	with pytest.raises(StageGuardError, match="frozen"):
		bulletins.compute_anew(site.get_doc("Bulletin", draft.name))


def test_a_discarded_one_gives_its_period_free(site, draft):
	with pytest.raises(StageGuardError, match="reason"):
		move(site, draft, "Discard")
	move(site, draft, "Discard", note="Wrong area")
	assert bulletins.generate("Weekly", area=PLACE).name != draft.name


def test_corrections_come_after_publication(site, draft):
	with pytest.raises(StageGuardError, match="not published yet"):
		bulletins.correct(draft, "x")


def test_the_job_drafts_what_is_due_and_makes_up_for_missed_days(site, travel):
	travel("2024-10-03 05:00")
	names = bulletins.draft_due_bulletins()
	kinds = [site.db.get_value("Bulletin", name, ["kind", "from_date"]) for name in names]
	assert [(kind, str(day)) for kind, day in kinds] == [("Weekly", "2024-09-23"), ("Monthly", "2024-09-01")]
	assert bulletins.draft_due_bulletins() == names, "a second run drafts nothing more"
	site.db.set_single_value("Community Gov Settings", "weekly_bulletin", 0)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	assert len(bulletins.draft_due_bulletins()) == 1


def test_addresses_are_checked(site, draft):
	draft.recipients = "a@demo.example\nnonsense"
	with pytest.raises(BadInputError, match="nonsense is no e-mail address"):
		draft.save()
	for between in ("; ", "；", "，", "、", "\n", "\r\n", " , \u200b"):
		draft.recipients = f"a@demo.example{between}b@demo.example\na@demo.example"
		bulletins.check_recipients(draft)
		assert bulletins.addresses(draft) == ["a@demo.example", "b@demo.example"], between


def test_two_bulletins_over_chosen_days_may_begin_on_one(site):
	made = [
		bulletins.generate("Special", "2024-09-10", day) for day in ("2024-09-12", "2024-09-13", "2024-09-12")
	]
	names = [doc.name for doc in made]
	assert names[0] == names[2] != names[1]


def test_bulletins_of_before_have_both_days_in_their_key(site):
	doc = bulletins.generate("Special", "2024-09-10", "2024-09-12")
	site.db.set_value("Bulletin", doc.name, "period_key", "Special::2024-09-10")
	both_days_in_bulletin_keys.execute()
	assert site.db.get_value("Bulletin", doc.name, "period_key") == "Special::2024-09-10:2024-09-12"


def test_the_page_has_table_remarks_and_formula(site, draft):
	from community_gov.casework.statistics.bulletin_page import page_html

	draft.remarks = "请各单位抓紧办理 <b>𠮷</b>"
	draft.save()
	html = page_html(site.get_doc("Bulletin", draft.name))
	for words in (
		"2024, Issue 1",
		WATER_BUREAU,
		"Disposal Rate %",
		"请各单位抓紧办理",
		"𠮷",
		"open and overdue",
	):
		assert words in html, words
	assert "<b>" not in html


def test_the_mail_goes_once_to_each_address(site, draft, travel):
	from community_gov.casework.statistics.bulletin_mail import send_bulletin

	draft.recipients = "a@demo.example\nb@demo.example"
	draft.save()
	move(site, draft, "Announce")
	send_bulletin(draft.name)
	assert not site.get_doc("Bulletin", draft.name).mailed_at, "nothing goes out before publication"
	travel("2024-10-08 18:01")
	move(site, draft, "Publish")
	account(site)
	send_bulletin(draft.name)
	first = queued(site)
	assert sorted(first) == ["a@demo.example", "b@demo.example"]
	send_bulletin(draft.name)
	assert queued(site) == first, "a job that starts again sends nothing twice"


def account(site):
	doc = site.new_doc("Email Account")
	doc.update({"email_account_name": "Test", "email_id": "out@demo.example", "enable_outgoing": 1})
	doc.update({"default_outgoing": 1, "smtp_server": "localhost", "no_smtp_authentication": 1})
	doc.flags.ignore_validate = doc.flags.ignore_mandatory = True
	doc.insert()


def queued(site) -> list[str]:
	return site.get_all(
		"Email Queue Recipient",
		{"recipient": ["like", "%@demo.example"]},
		pluck="recipient",
		order_by="creation asc",
	)


def test_units_see_what_is_announced(site, draft):
	with acting(site, "handler"):
		assert not site.get_list("Bulletin", pluck="name", order_by="name asc")
		assert not site.get_doc("Bulletin", draft.name).has_permission("read")
	move(site, draft, "Announce")
	with acting(site, "handler2"):
		assert draft.name in site.get_list("Bulletin", pluck="name", order_by="name asc")
