"""Hot queries find their rows by the indexes that the DocTypes declare: asked of the database by EXPLAIN.

The statements are those that the real code sends, recorded while it answers; a few thousand simulated cases are
enough for the database to plan as it does for a million (see ./dev benchmark --scale).
"""

import json
import re
from datetime import timedelta
from unittest.mock import patch

import pytest

from case_simulator import shape
from case_simulator import site as simulated_site
from case_simulator.bulk import Writer
from case_simulator.plan import make_plans
from community_gov.api.v1 import charts, figures
from community_gov.casework import search
from community_gov.casework.deadlines import watch
from community_gov.casework.intake import duplicates, snapshot_map, tracking
from community_gov.casework.intake.tracking_codes import FIELD, LENGTH
from community_gov.casework.quality import check_tasks
from community_gov.casework.statistics import hall
from community_gov.core import codes
from community_gov.core.compat import by_index, count_listed
from community_gov.demo.people import email
from community_gov.demo.rules import load_rules
from community_gov.doctype.case import case
from community_gov.doctype.case_check import case_check
from community_gov.doctype.case_dispatch import case_dispatch
from community_gov.doctype.case_event import case_event
from community_gov.search import finding
from community_gov.search import index as search_index
from community_gov.search.subjects import subjects
from tests.benchmark.scale.city import load_city, spread
from tests.conftest import connect
from tests.support.site_clock import now, this_morning, today

CASES, DAYS = 2_000, 365
TABLES = ("tabCase", "tabCase Dispatch", "tabCase Check", "tabCase Event")
SMALL_AREA = "421281905003002"
WORKER = "gridworker.zhelu"


@pytest.fixture(scope="module")
def city(world):
	"""A year of a city in a transaction that is rolled back, and a grid worker with one of its thousand grids."""
	import frappe

	connect()
	load_rules()
	load_city()
	team = {"parent": SMALL_AREA, "parenttype": "Grid", "parentfield": "team", "team_role": "Grid Worker"}
	member = {"user": email(WORKER), "member_name": "甲", "from_date": "2024-01-01"}
	frappe.get_doc({"doctype": "Grid Team Member", **team, **member}).db_insert()
	end = this_morning()
	Writer().write_all(spread(make_plans(simulated_site.read_world(), 1, DAYS, CASES, end)))
	fields = ["name", *subjects()["Case"].fields]
	search_index.add_rows(
		"Case", frappe.get_all("Case", fields=fields, order_by="name asc", limit_page_length=0)
	)
	frappe.db.sql(
		"UPDATE `tabCase Check` SET assignee = CONCAT('checker', MOD(CRC32(name), 200)) WHERE assignee IS NULL"
	)
	# As the watch marks what is late.
	frappe.db.sql(
		"UPDATE tabCase SET breached_at = due_at, first_breached_at = due_at WHERE stage = 'Handling' AND due_at < %s",
		end,
	)
	analyze(frappe)
	yield frappe
	frappe.set_user("Administrator")
	frappe.db.rollback()
	analyze(frappe)
	frappe.clear_cache()


def analyze(frappe) -> None:
	"""On a connection of its own, as ANALYZE commits."""
	connection = frappe.db.get_connection()
	with connection.cursor() as cursor:
		for table in TABLES:
			cursor.execute(f"ANALYZE TABLE `{table}`")
			cursor.fetchall()
	connection.close()


@pytest.fixture
def explained(city, monkeypatch):
	"""explained(user, action): {table: indexes used} over all statements that the action sends."""

	# From 11.0 on MariaDB reckons that a table as small as these is read whole in less time.
	if city.db.sql("show variables like 'optimizer_scan_setup_cost'"):
		city.db.sql("set session optimizer_scan_setup_cost = 100000")

	def explain(user: str, action) -> dict[str, set[str]]:
		sent, real = [], city.db.sql

		def sql(query, *values, **options):
			sent.append((str(query).strip(), values[:1]))
			return real(query, *values, **options)

		city.set_user(user if user in ("Administrator", "Guest") else email(user))
		with monkeypatch.context() as patched:
			patched.setattr(city.db, "sql", sql)
			action()
		city.set_user("Administrator")
		return indexes_of(city, sent)

	yield explain
	city.set_user("Administrator")


def indexes_of(frappe, sent: list[tuple[str, tuple]]) -> dict[str, set[str]]:
	"""What EXPLAIN says of each statement; "(every row)" where it uses no index."""
	used: dict[str, set[str]] = {}
	for text, values in sent:
		if text.lower().startswith("select"):
			for row in frappe.db.sql(f"EXPLAIN {text}", *values, as_dict=True):
				if row.table in TABLES:
					found = re.split(r"[,|]", row.key) if row.key and row.type != "ALL" else ["(every row)"]
					used.setdefault(row.table, set()).update(found)
	return used


def listed(doctype: str, *filters):
	"""The first page of a list as the desk asks for it, newest change first."""

	def action():
		import frappe

		frappe.local.form_dict = frappe._dict(
			doctype=doctype,
			fields=json.dumps([f"`tab{doctype}`.`name`", f"`tab{doctype}`.`owner`"]),
			filters=json.dumps([[doctype, *condition] for condition in filters]),
			order_by=f"`tab{doctype}`.`modified` desc",
			start=0,
			page_length=20,
		)
		frappe.call("frappe.desk.reportview.get")

	return action


def carded(doctype: str, *filters):
	"""The number of a card."""

	def action():
		from community_gov.overrides.endpoints import card_number

		card = {"document_type": doctype, "function": "Count"}
		card_number(json.dumps(card), json.dumps([[doctype, *condition] for condition in filters]))

	return action


def figures_of(kind: str, *more):
	"""Figures of thirty days half a year ago: the cases that other tests have left here are of today."""
	last = today() - timedelta(days=180)
	return lambda: getattr(figures, kind)(*more, str(last - timedelta(days=29)), str(last))


def of_the_wall(part: str, *before):
	"""A part of the command hall for somebody who sees everything."""
	return lambda: getattr(hall, f"_{part}")(*before, None)


def long_ago(find):
	"""At a moment when hardly a clock had run out: today all have, as nobody watched them."""

	def action():
		with patch.object(watch, "now_datetime", return_value=NOW - timedelta(days=330)):
			find()

	return action


def near(latitude: float = shape.PLACE.latitude, longitude: float = shape.PLACE.longitude):
	snapshot_map.cases_in(snapshot_map.box_around(latitude, longitude))


def alike(latitude: float = shape.PLACE.latitude, longitude: float = shape.PLACE.longitude):
	duplicates.candidates(duplicates.Asked(latitude, longitude), 250, None)


def tracked():
	import frappe

	newest = {"pluck": FIELD, "order_by": "reported_at desc", "limit_page_length": 1}
	with patch.object(codes, "fingerprint", return_value=frappe.get_all("Case", **newest)[0]):
		tracking.public_status("A" * LENGTH)


NOW = now()
CASE, DISPATCH, CHECK, EVENT = TABLES
# Who asks for what, and the indexes without which that would be slow; others may be used besides.
HOT = {
	"list": ("chief", listed("Case"), {CASE: {"modified"}}),
	"open": (
		"chief",
		listed("Case", ["stage_category", "=", "Open"]),
		{CASE: {"stage_category_modified_index"}},
	),
	"list of a small area": (
		WORKER,
		listed("Case"),
		{CASE: {"grid", "owner_modified_index"}, CHECK: {"assignee_result_case_file_index"}},
	),
	"count of a small area": (WORKER, carded("Case"), {CASE: {"grid", "owner_modified_index"}}),
	"list of a unit": ("handler", listed("Case"), {DISPATCH: {"unit_stage_case_file_index"}}),
	"card of a stage": ("chief", carded("Case", ["stage", "=", "Accepted"]), {CASE: {"stage"}}),
	"card of overdue cases": (
		"chief",
		carded("Case", ["stage_category", "=", "Open"], ["first_breached_at", "is", "set"]),
		{CASE: {"case_open_overdue"}},
	),
	"card of a unit": (
		"handler",
		carded("Case Dispatch", ["stage", "=", "Handling"]),
		{DISPATCH: {"unit_stage_case_file_index"}},
	),
	"open dispatches": (
		"chief",
		listed("Case Dispatch", ["stage_category", "=", "Open"]),
		{DISPATCH: {"stage_category_modified_index"}},
	),
	"pending checks": (
		"chief",
		listed("Case Check", ["result", "=", "Pending"]),
		{CHECK: {"result_due_at_index"}},
	),
	"areas": ("chief", figures_of("areas"), {CASE: {"reported_at"}}),
	"units": ("chief", figures_of("units"), {DISPATCH: {"dispatched_at"}}),
	"operators": ("chief", figures_of("posts", "Operator"), {EVENT: {"to_stage_happened_at_index"}}),
	"collectors": (
		"chief",
		figures_of("posts", "Collector"),
		{CASE: {"reported_at"}, CHECK: {"requested_at_assignee_index"}},
	),
	"chart of stages": ("chief", charts.cases_by_stage, {CASE: {"stage"}}),
	"chart of days": ("chief", charts.cases_per_day, {CASE: {"reported_at", "case_closed_place"}}),
	"wall: today": (
		"chief",
		of_the_wall("figures_of_today", NOW, {}),
		{CASE: {"reported_at", "case_closed_place"}},
	),
	"wall: by stage": ("chief", of_the_wall("running_by_stage", NOW), {CASE: {"case_open_due"}}),
	"wall: newest": ("chief", of_the_wall("latest_events"), {CASE: {"reported_at"}}),
	"wall: urgent": ("chief", of_the_wall("urgent_cases", NOW), {CASE: {"case_open_due"}}),
	"wall: points": ("chief", of_the_wall("points", NOW), {CASE: {"case_open_place"}}),
	"wall: open of units": (
		"chief",
		of_the_wall("open_by_unit"),
		{DISPATCH: {"stage_category_unit_index"}},
	),
	"wall: answers of units": (
		"chief",
		of_the_wall("answered_by_unit", NOW - timedelta(days=30)),
		{DISPATCH: {"answered_at_unit_due_at_index"}},
	),
	"map near": ("Guest", near, {CASE: {"case_open_place", "case_closed_place"}}),
	"map where nothing is": ("Guest", lambda: near(0, 0), {CASE: {"case_open_place", "case_closed_place"}}),
	"cases alike where nothing is": ("Guest", lambda: alike(0, 0), {CASE: {"case_open_place"}}),
	"cases alike": ("Guest", alike, {CASE: {"case_open_place"}}),
	"tracking": ("Guest", tracked, {CASE: {FIELD}, EVENT: {"case_file"}}),
	"cases of a phone": (
		"chief",
		lambda: search.by_phone("13900000000", "Emergency"),
		{CASE: {"reporter_phone"}},
	),
	"late checks": ("Administrator", check_tasks.overdue_checks, {CHECK: {"result_due_at_index"}}),
	"to remind": ("Administrator", long_ago(watch.to_remind), {CASE: {"stage_warn_at_index"}}),
	"to mark overdue": ("Administrator", long_ago(watch.to_mark_overdue), {CASE: {"stage_due_at_index"}}),
}


@pytest.mark.parametrize("name", HOT)
def test_rows_are_found_by_an_index(explained, name):
	user, action, needed = HOT[name]
	used = explained(user, action)
	assert set(needed) <= set(used)
	# Beside a few days of cases MariaDB may read the checks of so small a city otherwise, on some days and not on others.
	free = {CHECK} if name in ("operators", "collectors") else set()
	assert {table for table, found in used.items() if "(every row)" in found} <= free, used
	# An index that came with an upgrade bears a longer name than one that was there from the start.
	names = {
		table: found | {index.removesuffix("_index") for index in found} for table, found in used.items()
	}
	missing = {index for table in set(needed) - free for index in needed[table] - names[table]}
	assert not missing, used


@pytest.mark.parametrize("user", ["chief", "manager", "supervisor", "gridworker", "handler"])
def test_a_search_reads_words_by_their_key(city, monkeypatch, user):
	"""Whoever asks: and newest first as they lie, for whoever reads them all to sort them reads a million."""
	sent, real = [], city.db.sql
	city.set_user(email(user))
	monkeypatch.setattr(
		city.db,
		"sql",
		lambda query, *more, **some: sent.append((str(query), more[:1])) or real(query, *more, **some),
	)
	found = finding.find("Case", "暴露垃圾 请处理", 8).names
	monkeypatch.setattr(city.db, "sql", real)
	# One grid of a thousand, and a unit, may have no case with these words in the year that ends today.
	assert found or user in ("gridworker", "handler")
	text, values = next(one for one in sent if "straight_join" in one[0])
	plan = city.db.sql(f"EXPLAIN {text}", *values, as_dict=True)
	city.set_user("Administrator")
	words = [row for row in plan if str(row.table).startswith("word")]
	assert len(words) >= 5 and {row.key for row in words} == {"PRIMARY"}
	assert {row.type for row in words} <= {"ref", "range", "eq_ref"}
	leads = [row for row in words if row.table == "word0"]
	assert leads and not any("filesort" in row.Extra or "temporary" in row.Extra for row in leads), plan
	assert next(row for row in plan if row.table == "entry").type == "eq_ref"


OVERDUE = [["Case", "stage_category", "=", "Open"], ["Case", "first_breached_at", "is", "set"]]


def test_a_count_of_what_is_overdue_reads_nothing_else(city, monkeypatch):
	sent, real = [], city.db.sql
	monkeypatch.setattr(
		city.db,
		"sql",
		lambda query, *more, **some: sent.append((str(query), more[:1])) or real(query, *more, **some),
	)
	city.clear_messages()
	counted = count_listed("Case", OVERDUE)
	monkeypatch.undo()
	assert city.local.message_log == [], "one refused way of counting is told to whoever looks at a list"
	assert counted == len(city.get_list("Case", filters=OVERDUE, order_by=None, limit_page_length=0)) > 0
	text, values = next(one for one in sent if "count" in one[0].lower())
	plan = city.db.sql(f"EXPLAIN {text}", *values, as_dict=True)[0]
	assert (plan.key, plan.type) == ("case_open_overdue", "range")


@pytest.mark.parametrize("other", [["Case", "urgency", "!=", "Urgent"], ["Case", "grid", "=", ""]])
def test_filters_that_can_meet_emptiness_stay_as_frappe_reads_them(city, other):
	filters = [*OVERDUE, other]
	assert by_index("Case", filters) == {"filters": filters}
	assert count_listed("Case", filters) == len(city.get_list("Case", filters=filters, limit_page_length=0))


def test_every_index_of_several_columns_serves_a_hot_query(city, monkeypatch):
	"""An index costs at every write: what nothing asks for should go."""
	declared = set()

	def add_index(doctype, fields, index_name=None):
		declared.add((f"tab{doctype}", index_name or "_".join(fields) + "_index"))

	monkeypatch.setattr(city.db, "add_index", add_index)
	for module in (case, case_check, case_dispatch, case_event):
		module.on_doctype_update()
	needed = {
		(table, index) for _user, _do, tables in HOT.values() for table in tables for index in tables[table]
	}
	assert declared <= needed
	for table, index in declared:
		assert city.db.has_index(table, index), (table, index)
