"""The town of `./dev demo`, loaded once with fewer people and rolled back: its figures, and that no screen is empty."""

from functools import partial

import pytest

import frappe
from frappe.utils import getdate, now_datetime

from case_simulator.command import traveller
from case_simulator.plan import mark
from community_gov.api.v1 import charts
from community_gov.api.v1.service_figures import hours_per_month
from community_gov.casework.statistics import bulletins, figures
from community_gov.core.periods import period
from community_gov.core.stages.rules import CASE_STAGES
from community_gov.demo import homes as homes_of_the_small_demo
from community_gov.demo import load as small_demo
from community_gov.demo.people import ACCOUNTS, email
from community_gov.demo.persons import make_person
from community_gov.demo.places import community
from community_gov.registry.identity.protected_numbers import fingerprints
from community_gov.volunteering.activities import activities
from community_gov.volunteering.points import ledger, lots
from community_gov.volunteering.rewards import stock
from demo_town import (
	council_stories,
	deed_stories,
	load,
	people,
	photos,
	project_stories,
	quarter,
	residents,
	stories,
	team,
)
from demo_town.service import catalogue, plan
from demo_town.service import load as service
from demo_town.service.plan import make_year
from demo_town.today import cases_of_today
from tests.support.simulated import StoredHere
from tests.support.site_cache import kept_true
from tests.support.workspaces import cards_of, charts_of, number_of

# Half a minute of work for the first test, which others on the machine make longer.
pytestmark = pytest.mark.timeout(900)
# Good news, or nothing to do with the demo.
MAY_BE_ZERO = {"Units without Handlers", "Records Left Alone", "Overdue Checks"}
# Nothing of theirs is late or hangs: the cases of the quarter lie in Chibi.
OF_CHIBI = {"Overdue Cases", "Suspended Cases"}
ALL = (*ACCOUNTS, *people.ACCOUNTS)
LEFT_BY_OTHERS = (
	*(
		"Case",
		"Case Dispatch",
		"Case Check",
		"Case Adjustment",
		"Case Appeal",
		"Supervision Order",
		"Bulletin",
	),
	*("Volunteer", "Volunteer Activity", "Activity Sign-up", "Service Record", "Point Redemption"),
	*("Poll", "Public Notice", "Notice Objection", "Deliberation Topic", "Deliberation Session", "Opinion"),
	*("Deed List", "Livelihood Deed", "Policy Lecture", "Lecture Question", "Participation Slot"),
	*("Point Entry", "Point Lot", "Point Lot Use", "Reward Stock Entry"),
	*(
		"Project Call",
		"Micro-project",
		"Project Review",
		"Interest Group",
		"Group Member",
		"Steward Household",
		"Party Branch",
		"Community Notice",
	),
)


@pytest.fixture(scope="module")
def town(world):
	"""The open site with the town; what is committed on the way, and the rest, is rolled back at the end."""
	from tests.conftest import connect

	connect()
	frappe.db.begin()
	with pytest.MonkeyPatch.context() as patch, kept_true():
		patch.setattr(frappe.db, "commit", lambda: None)
		_make_small(patch)
		for doctype in LEFT_BY_OTHERS:
			frappe.db.delete(doctype)
		frappe.db.sql("update `tabGrid` set branch = null, party_branch = null")
		frappe.db.sql("update `tabReward Item` set stock = 0, held_stock = 0")
		frappe.flags.town_begun = now_datetime()
		_load()
		yield frappe
		frappe.set_user("Administrator")
		frappe.db.rollback()


def _make_small(patch) -> None:
	"""Fewer people and cases of the quarter; the day is whole."""
	homes = [home._replace(volunteers=30, teams=2, busy=(2, 4)) for home in catalogue.HOMES]
	rows = partial(residents.make_rows, households=60, residents=125)
	patch.setattr(residents, "make_rows", rows)
	patch.setattr(residents, "COMPOUNDS", 5)
	patch.setattr(homes_of_the_small_demo, "COMMUNITIES", [community("chibi")])
	# Enough for a check of somebody else's report, and for a kind that no rule routes.
	amounts = {"Checking": 10, "Filed": 4}
	stages = [(stage, amounts.get(stage, 1), part) for stage, _amount, part in stories.STAGES]
	patch.setattr(stories, "STAGES", tuple(stages))
	patch.setattr(quarter, "Background", StoredHere)
	patch.setattr(quarter, "CASES", 600)
	patch.setattr(catalogue, "HOMES", tuple(homes))
	patch.setattr(plan, "EVERY_DAYS", 2)
	patch.setattr(service, "make_year", partial(make_year, days=30))
	patch.setattr(team, "MONTHS", 1)
	patch.setattr(council_stories, "SOLVED", council_stories.SOLVED[:3])
	patch.setattr(council_stories, "RECEIVED", 12)
	patch.setattr(council_stories, "SETTLED", 3)
	patch.setattr(deed_stories, "CHOSEN", 3)
	workers = [one for one in ACCOUNTS if one.key in ("gridworker", "gridworker.chuhe")]
	patch.setattr(team, "ACCOUNTS", workers)


def _load() -> None:
	for part in SMALL_PARTS:
		part()
	frappe.local.lang = "zh"
	for part in load.PARTS:
		load.load_once(part)


SMALL_PARTS = (
	*(small_demo.load_people, small_demo.load_homes, small_demo.load_help, small_demo.load_volunteers),
	*(small_demo.load_team_work, small_demo.load_rules),
)


@pytest.fixture
def signed_in(town):
	"""signed_in(key): acts as that account."""
	yield lambda key: town.set_user(email(key))
	town.set_user("Administrator")


def test_today_stands_at_every_stage_with_photos(town):
	names = cases_of_today()
	rows = town.get_all("Case", {"name": ["in", names]}, ["name", "stage", "source"], order_by="name asc")
	assert {row.stage for row in rows} == set(CASE_STAGES)
	pictured = set(town.get_all("Case Photo", {"parent": ["in", names]}, pluck="parent", order_by="idx asc"))
	assert pictured == {row.name for row in rows if row.source != "Hotline"}
	orders = town.get_all("Case", {"name": ["in", names]}, pluck="upstream_number", order_by="name asc")
	assert sum(map(bool, orders)) == sum(row.source == "Hotline" for row in rows) > 0


def test_what_is_open_of_the_quarter_has_photos(town):
	rows = town.get_all("Case", {"stage_category": "Open"}, ["name", "source"], order_by="name asc")
	pictured = set(town.get_all("Case Photo", {"parenttype": "Case"}, pluck="parent", order_by="idx asc"))
	assert {row.name for row in rows if row.source != "Hotline"} <= pictured
	own = {"attached_to_doctype": "Case", "attached_to_name": ["in", [row.name for row in rows]]}
	files = town.get_all("File", own, ["file_url", "photo_checked"], order_by="name asc")
	assert all(row.photo_checked for row in files)
	assert len({row.file_url for row in files}) == len(files)


def test_what_is_closed_of_the_quarter_has_photos_of_before_and_after(town):
	"""They share the pictures of their streets, each under a File that follows its own document."""
	begin = mark(f"{quarter.SEED}-{quarter.DAYS}-").rstrip("〕")
	closed = {"stage": "Closed", "description": ["like", f"%\n{begin}%"]}
	rows = town.get_all("Case", closed, ["name", "source"], order_by="name asc")
	before = set(town.get_all("Case Photo", {"parenttype": "Case"}, pluck="parent", order_by="idx asc"))
	assert {row.name for row in rows if row.source != "Hotline"} <= before and len(rows) > 500
	answered = set(
		town.get_all("Case Photo", {"parenttype": "Case Dispatch"}, pluck="parent", order_by="idx asc")
	)
	leads = town.get_all(
		"Case Dispatch",
		{"case_file": ["in", [row.name for row in rows]], "duty": "Lead", "answered_at": ["is", "set"]},
		["name", "case_file"],
		order_by="name asc",
	)
	assert {row.case_file for row in leads if row.name in answered} == {row.case_file for row in leads}
	files = town.get_all(
		"File",
		{"attached_to_doctype": ["in", ["Case", "Case Dispatch"]]},
		["file_url", "attached_to_name", "is_private", "photo_checked"],
		order_by="name asc",
	)
	assert all(row.is_private and row.photo_checked for row in files)
	assert len({(row.file_url, row.attached_to_name) for row in files}) == len(files)
	assert len({row.file_url for row in files}) < 400 + len(files) / 4
	assert photos.load_closed_photos() == 0


def test_children_act_for_elders_with_their_consent(town):
	rows = town.get_all(
		"Family Proxy",
		{"creation": [">=", town.flags.town_begun]},
		["granted_by", "consent", "grid", "status"],
		order_by="name asc",
	)
	assert {(row.granted_by, row.status) for row in rows} == {("Staff with Consent", "Active")}
	assert all(row.consent for row in rows) and len({row.grid[:12] for row in rows}) == 2


def test_some_cases_are_overdue_and_most_are_not(town):
	late = town.db.count("Case", {"stage_category": "Open", "first_breached_at": ["is", "set"]})
	assert 2 < late < 0.3 * town.db.count("Case", {"stage_category": "Open"})
	assert town.db.count("Supervision Order", {"stage": "Answered"}) > 0
	assert town.db.count("Case Appeal", {"stage": "Requested"}) == 3


def test_homes_of_the_sheets_are_whole(town):
	buildings = town.get_all(
		"Building", {"building_title": ["like", "演示路 %"]}, pluck="name", order_by="name asc"
	)
	homes = {"building": ["in", buildings]}
	fields = ["name", "head", "member_count", "without_head", "status"]
	rows = town.get_all("Household", homes, fields, order_by="name asc")
	assert len(rows) == 60 - residents.SMALL_HOMES
	assert sum(row.member_count for row in rows) == 125 - residents.SMALL_RESIDENTS
	assert all(row.head and not row.without_head and row.status == "Occupied" for row in rows)
	number = make_person(residents.FIRST + 1)["identity_number"]
	(name,) = town.get_all("Resident", {"identity_fingerprint": ["in", fingerprints(number)]}, pluck="name")
	assert town.db.get_value("Resident", name, "household") in {row.name for row in rows}


def test_points_and_goods_prove(town):
	for home in catalogue.HOMES:
		here = {"grid": ["like", f"{community(home.place).code}%"], "status": "Active"}
		assert town.db.count("Volunteer", here) == home.volunteers
	assert town.db.count("Point Entry", {"kind": "Settle"}) > 5
	assert ledger.differences() == [] and lots.broken_lots() == [] and stock.differences() == []


def test_no_clock_failed_and_no_error_was_logged(town):
	runs = town.get_all("Clock Run", fields=["breached", "failed"], order_by="creation desc", limit=1)
	assert runs[0].failed == 0 and runs[0].breached > 2
	marked = town.get_all(
		"Error Log", {"creation": [">=", town.flags.town_begun]}, pluck="method", order_by="creation desc"
	)
	assert [title for title in marked if title.startswith(("Clock of", "Assessing", "Closing"))] == []


def test_last_weeks_bulletin_holds_by_its_formulas(town):
	doc = town.get_doc("Bulletin", {"kind": "Weekly"})
	assert doc.stage == "Published" and (getdate() - doc.to_date).days <= 7
	span = period(doc.from_date, doc.to_date)
	found = bulletins.figures_of(doc)
	with traveller()(doc.generated_at):
		assert found["overall"] == figures.overall_figures(*span)
	assert found["overall"]["reported"] > 20
	assert found["units"][0]["rank"] == 1
	assert town.db.get_value("Bulletin", {"kind": "Monthly"}, "stage") == "Announced"


def test_rates_lie_between_zero_and_a_hundred(town):
	begin, end = quarter.period()
	rows = [figures.overall_figures(begin, end), *figures.unit_figures(begin, end)]
	rates = {name: row[name] for row in rows for name in row if name.endswith("_rate")}
	assert len(rates) > 10
	assert all(rate is None or 0 <= rate <= 100 for rate in rates.values()), rates


@pytest.mark.parametrize(
	"account", [one for one in ALL if cards_of(one.role)], ids=lambda account: account.key
)
def test_no_card_of_a_workspace_says_zero(town, signed_in, account):
	signed_in(account.key)
	elsewhere = OF_CHIBI if account.place not in (None, "chibi") else set()
	numbers = {card: number_of(card) for card in cards_of(account.role)}
	assert [card for card in numbers if not numbers[card] and card not in MAY_BE_ZERO | elsewhere] == []


SOURCES = {
	"Cases by Stage": charts.cases_by_stage,
	"Cases per Day": charts.cases_per_day,
	"Service Hours per Month": hours_per_month,
}


@pytest.mark.parametrize(
	"account", [one for one in ALL if charts_of(one.role)], ids=lambda account: account.key
)
def test_no_chart_of_a_workspace_is_empty(town, signed_in, account):
	signed_in(account.key)
	for chart in charts_of(account.role):
		found = SOURCES[chart]()
		assert sum(found["datasets"][0]["values"]) > 0, chart


def test_public_pages_have_something_to_show(town):
	shown = activities.recruiting(None)
	assert {row["grid"][:12] for row in shown} >= {"340121105014", "630104005003"}
	assert all(row["roles"] for row in shown)


def test_loading_again_adds_nothing(town):
	tables = ("Case", "Volunteer", "Resident", "Point Entry", "Visit", "Patrol", "Bulletin", "User")
	before = {table: town.db.count(table) for table in tables}
	for part in load.PARTS:
		load.load_once(part)
	assert quarter.load_quarter() == 0
	assert {table: town.db.count(table) for table in tables} == before


def test_what_was_decided_together_went_through_its_steps(town):
	chuhe = {"grid": ("like", f"{community('chuhe').code}%")}
	assert town.db.count("Deliberation Topic", {**chuhe, "stage": "Reviewed"}) == 3
	sessions = town.get_all(
		"Deliberation Session", {**chuhe, "stage": "Confirmed"}, ["stage", "confirmations"]
	)
	assert [(row.stage, row.confirmations) for row in sessions] == [("Confirmed", 4)] * 3
	results = town.get_all("Notice Objection", chuhe, pluck="result")
	assert results == ["Upheld"]
	zhelu = {"grid": ("like", f"{community('zhelu').code}%")}
	done = town.get_all("Livelihood Deed", {"stage": "Result Accepted"}, ["acceptance_score", "photo_after"])
	assert len(done) == 3
	assert all(row.acceptance_score >= 60 and row.photo_after for row in done)
	assert town.db.get_value("Policy Lecture", {"stage": "Open for Sign-up"}, "from_feedback") == 1
	assert (town.db.count("Opinion", zhelu), town.db.count("Opinion", {**zhelu, "stage": "Told"})) == (12, 3)


def test_a_secret_vote_was_counted_and_confirmed(town):
	(poll,) = town.get_all(
		"Poll", {"stage": "Confirmed", "kind": "Motion"}, ["name", "outcome", "took_part", "is_secret_ballot"]
	)
	assert (poll.outcome, poll.is_secret_ballot) == ("Passed", 1)
	assert poll.took_part > 0
	assert not town.db.sql("select 1 from `tabBallot` where poll = %s and entry is not null", poll.name)
	assert town.db.count("Poll", {"stage": "Voting"}) == 4


def test_projects_stand_at_their_stages_and_groups_stewards_and_branches_are_as_many_as_told(town):
	works = (*project_stories.WORKS, *project_stories.UNDER_WAY)
	stages = town.get_all("Micro-project", fields=["title", "stage"], order_by="name asc")
	assert {row.title: row.stage for row in stages} == {work.title: work.stage for work in works}
	assert town.db.count("Interest Group") == len(project_stories.CLUBS)
	assert town.db.count("Group Member") == sum(club.members + 1 for club in project_stories.CLUBS)
	committees = town.get_all(
		"Party Branch", {"kind": "Community Committee"}, pluck="name", order_by="name asc"
	)
	below = {"parent_branch": ["in", committees]}
	kinds = town.get_all("Party Branch", below, pluck="kind", order_by="name asc")
	assert (len(kinds), kinds.count("Compound")) == (29, 3)
	rows = town.get_all("Steward Household", fields=["volunteer"], order_by="name asc")
	assert len({row.volunteer for row in rows}) == project_stories.STEWARDS
	assert len(rows) == project_stories.STEWARDS * project_stories.HOMES_EACH
