"""Paths that add up: reports, charts, the wall; and those of the public."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import frappe

from case_simulator import shape
from community_gov.casework.statistics import counting
from community_gov.core.codes import fingerprint
from tests.benchmark.scale.paths import API, MINE, REPORT, RIGHTS, Path

REPORT_DAYS = 30


def reports(user: str, now: datetime) -> Iterator[Path]:
	"""The three script reports over the last thirty days."""
	first, last = (now - timedelta(days=REPORT_DAYS - 1)).date(), now.date()
	period = {"from_date": str(first), "to_date": str(last)}
	case, dispatch = frappe.qb.DocType("Case"), frappe.qb.DocType("Case Dispatch")
	during = {
		name: f"{name} >= '{first}' AND {name} < '{last + timedelta(days=1)}'"
		for name in ("reported_at", "`tabCase Dispatch`.dispatched_at", "happened_at")
	}
	sums = summed(counting.case_counts(case, now))
	mine = MINE[user]
	areas = f"SELECT LEFT(grid, 12), {sums} FROM `tabCase` WHERE {during['reported_at']} AND {mine['Case']} GROUP BY 1"
	yield report("report: areas, 30 days", user, "Area Figures", {**period, "level": "Community"}, areas)
	sums = summed(counting.unit_counts(dispatch, case, now), namespace=True)
	units = (
		f"SELECT unit, {sums} FROM `tabCase Dispatch` JOIN `tabCase` ON `tabCase`.name = case_file "
		f"WHERE {during['`tabCase Dispatch`.dispatched_at']} AND `tabCase Dispatch`.{mine['Case Dispatch']} GROUP BY 1"
	).replace("`tabCase Dispatch`.1=1", "1=1")
	yield report("report: units, 30 days", user, "Unit Figures", period, units)
	if user != "chief":
		return
	posts = [
		f"SELECT actor, COUNT(*), SUM(happened_at <= {due}) FROM `tabCase Event` JOIN `tabCase` "
		f"ON `tabCase`.name = case_file WHERE {during['happened_at']} AND to_stage = '{stage}' "
		"AND reference_doctype IS NULL GROUP BY 1"
		for stage, due in (("Accepted", "accept_due_at"), ("Verifying", "accept_due_at"))
	]
	yield report("report: operators, 30 days", user, "Post Figures", {**period, "post": "Operator"}, *posts)


def report(label: str, user: str, name: str, filters: dict, *raw: str) -> Path:
	long_ago = {**filters, "from_date": "1990-01-01", "to_date": "1990-01-01"}
	asked, nothing = ({"report_name": name, "filters": json.dumps(some)} for some in (filters, long_ago))
	return Path(label, user, REPORT, asked, [*RIGHTS[user], *raw], (REPORT, nothing))


def summed(counts: dict, namespace: bool = False) -> str:
	"""The sums that the figures are defined by, as text."""
	options = {"quote_char": "`", "secondary_quote_char": "'", "with_namespace": namespace}
	return ", ".join(f"SUM({criterion.get_sql(**options)})" for criterion in counts.values())


def charts(user: str, now: datetime) -> Iterator[Path]:
	mine = MINE[user]["Case"]
	stages = f"SELECT stage, COUNT(*) FROM `tabCase` WHERE stage_category <> 'Done' AND {mine} GROUP BY stage"
	yield Path("chart: cases by stage", user, f"{API}charts.cases_by_stage", {}, [*RIGHTS[user], stages])
	days = [
		f"SELECT DATE({name}), COUNT(*) FROM `tabCase` WHERE {name} >= '{(now - timedelta(days=29)).date()}' "
		f"AND {mine} GROUP BY 1"
		for name in ("reported_at", "closed_at")
	]
	yield Path("chart: cases per day", user, f"{API}charts.cases_per_day", {}, [*RIGHTS[user], *days])


def hall(user: str, now: datetime) -> Path:
	mine, units = MINE[user]["Case"], MINE[user]["Case Dispatch"]
	today, is_open = f"'{now.date()}'", "stage_category IN ('Open', 'Paused')"
	raw = [
		f"SELECT COUNT(*) FROM `tabCase` WHERE reported_at >= {today} AND {mine}",
		f"SELECT COUNT(*) FROM `tabCase` WHERE closed_at >= {today} AND stage = 'Closed' AND {mine}",
		f"SELECT stage, COUNT(*), SUM(due_at < NOW()) FROM `tabCase` WHERE {is_open} AND {mine} GROUP BY stage",
		"SELECT name, category, grid, stage, reported_at FROM `tabCase` "
		f"WHERE is_confidential = 0 AND {mine} ORDER BY reported_at DESC LIMIT 8",
		"SELECT name, category, grid, clock_started_at, due_at FROM `tabCase` WHERE stage_category = 'Open' "
		f"AND due_at IS NOT NULL AND is_confidential = 0 AND {mine} ORDER BY due_at LIMIT 7",
		f"SELECT unit, COUNT(*) FROM `tabCase Dispatch` WHERE stage_category = 'Open' AND {units} GROUP BY unit",
		"SELECT unit, COUNT(*), SUM(due_at IS NOT NULL), SUM(answered_at <= due_at) FROM `tabCase Dispatch` "
		f"WHERE answered_at >= '{now - timedelta(days=30)}' AND {units} GROUP BY unit",
		"SELECT ROUND(latitude, 3), ROUND(longitude, 3), COUNT(*), MAX(due_at < NOW()) FROM `tabCase` "
		f"WHERE {is_open} AND latitude != 0 AND is_confidential = 0 AND {mine} "
		"GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 400",
	]
	return Path("command hall", user, f"{API}hall.snapshot", {}, [*RIGHTS[user], *raw])


def public(now: datetime, code: str) -> Iterator[Path]:
	"""The map near, cases like a report, and tracking."""
	latitude, longitude = shape.PLACE.latitude, shape.PLACE.longitude
	here, at_sea = {"latitude": latitude, "longitude": longitude}, {"latitude": 0, "longitude": 0}
	near = [
		"SELECT category, stage, stage_category, reported_at, latitude, longitude FROM `tabCase` "
		f"FORCE INDEX ({index}) WHERE {box(latitude, longitude, 1_500)} AND is_confidential = 0 AND {which} "
		"ORDER BY reported_at DESC LIMIT 200"
		for index, which in (
			("case_open_place", "stage_category IN ('Open', 'Paused')"),
			("case_closed_place", f"stage = 'Closed' AND closed_at >= '{now - timedelta(days=30)}'"),
		)
	]
	yield Path("public map near", None, f"{API}public.nearby", here, near, nothing=at_sea)
	like = (
		"SELECT name, title, description, stage, category, grid, latitude, longitude, reported_at, followers "
		"FROM `tabCase` FORCE INDEX (case_open_place) WHERE stage_category IN ('Open', 'Paused') AND {0} ORDER BY reported_at DESC LIMIT 200"
	)
	words = {"category": "M06010", "description": "北街社区发现暴露垃圾，请处理。"}
	for label, user, method, radius in (
		("cases like a report, public", None, "public.similar", 250),
		("cases like a report, staff", "chief", "case.similar", 1_000),
	):
		raw = like.format(box(latitude, longitude, radius))
		yield Path(label, user, f"{API}{method}", {**here, **words}, [raw], nothing={**at_sea, **words})
	case = f"(SELECT name FROM `tabCase` WHERE tracking_code_fingerprint = '{fingerprint(code)}')"
	track = [
		"SELECT name, stage, stage_category, reported_at, category, resolution, round, due_at, closed_at, rating, "
		f"forced_closed, duplicate_of FROM `tabCase` WHERE tracking_code_fingerprint = '{fingerprint(code)}'",
		f"SELECT unit FROM `tabCase Dispatch` WHERE case_file = {case} AND duty = 'Lead' ORDER BY creation DESC LIMIT 1",
		"SELECT stage, category, text, text_en FROM `tabReply Template` WHERE enabled = 1 AND stage IN ('Reported', "
		f"(SELECT stage FROM `tabCase` WHERE tracking_code_fingerprint = '{fingerprint(code)}')) ORDER BY template_name",
		f"SELECT to_stage, happened_at FROM `tabCase Event` WHERE case_file = {case} AND to_stage IS NOT NULL "
		"AND reference_doctype IS NULL ORDER BY happened_at, sequence",
		f"SELECT name FROM `tabCase Feedback` WHERE case_file = {case}",
		f"SELECT stage, requested_at, decided_at, decision_note FROM `tabCase Appeal` WHERE case_file = {case}",
	]
	yield Path("tracking", None, f"{API}public.track", {"code": code}, track)


def box(latitude: float, longitude: float, metres: float) -> str:
	high = metres / 111_200
	wide = high / 0.868  # cosine of the latitude of Chibi
	return (
		f"latitude BETWEEN {latitude - high} AND {latitude + high} "
		f"AND longitude BETWEEN {longitude - wide} AND {longitude + wide}"
	)
