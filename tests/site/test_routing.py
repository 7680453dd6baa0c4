"""Routing on the site: units and their reason are written when a case is filed, and people's own choice is kept."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from community_gov.casework.dispatch import routing
from community_gov.casework.lifecycle.acting import act_on_case
from community_gov.core.errors import BadInputError, ConflictError, StageGuardError
from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU

GRID, OTHER_GRID = "421281001002001", "421281001002002"
KIND, CLASS, OTHER_CLASS = "M06010", "M06", "M07001"
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def rule(site):
	def make(name: str, lead: str = CITY_BUREAU, helping: str | None = None, **values):
		doc = site.new_doc("Routing Rule")
		doc.update({"rule_name": name, **values})
		doc.append("units", {"unit": lead, "duty": "Lead", "instruction": f"by {name}"})
		if helping:
			doc.append("units", {"unit": helping, "duty": "Helping"})
		return doc.insert()

	return make


@pytest.fixture
def filed(site):
	def make(**values):
		doc = site.new_doc("Case")
		doc.update({"description": "Heap", "grid": GRID, "source": "Patrol", "category": KIND, **values})
		doc.insert()
		act(site, doc.name, "Accept")
		return act(site, doc.name, "File")

	return make


def act(site, name: str, action: str, values: dict | None = None, note: str | None = None):
	act_on_case(site.get_doc("Case", name), action, values or {}, note, None)
	return site.get_doc("Case", name)


def units_of(case) -> list[tuple[str, str]]:
	return [(row.unit, row.duty) for row in case.units]


def events_of(site, case) -> list[str]:
	return site.get_all(
		"Case Event",
		filters={"case_file": case.name},
		pluck="event",
		order_by="happened_at asc, sequence asc",
	)


def test_filed_case_gets_the_units_of_the_most_specific_rule(site, rule, filed):
	rule("class", CITY_BUREAU, category=CLASS)
	rule("kind", WATER_BUREAU, CITY_BUREAU, category=KIND, grid="421281")
	case = filed()
	assert units_of(case) == [(WATER_BUREAU, "Lead"), (CITY_BUREAU, "Helping")]
	assert (case.routing_status, case.routing_rule) == ("Routed", "kind")
	assert "kind" in case.routing_reason and WATER_BUREAU in case.routing_reason
	assert events_of(site, case)[-2:] == ["File", "Routed"]


def test_the_reason_is_in_the_language_of_the_site(site, rule, filed):
	"""Whoever files may read another language than those who read the case."""
	rule("kind", WATER_BUREAU, category=KIND)
	site.local.lang = "zh"
	assert filed().routing_reason.startswith("Rule kind: category")
	site.db.set_default("lang", "zh")
	site.local.lang = "en"
	case = filed()
	assert case.routing_reason.startswith("按规则“kind”分派：类别")
	case.set("units", [{"unit": CITY_BUREAU, "duty": "Lead"}])
	case.save()
	assert case.routing_reason.startswith("责任单位由") and case.routing_reason.endswith("人工选定。")


def test_one_click_dispatches_a_routed_case(site, rule, filed):
	rule("class", category=CLASS)
	case = act(site, filed().name, "Dispatch")
	assert (case.stage, case.open_dispatches, case.routing_status) == ("Dispatched", 1, "Routed")


def test_no_rule_never_stops_the_filing_and_is_visible(site, filed):
	case = filed()
	assert (case.stage, case.routing_status, case.units) == ("Filed", "No Rule", [])
	assert "M06010" not in (case.routing_rule or "") and case.routing_reason.startswith("No routing rule")
	assert events_of(site, case)[-1] == "No Routing Rule"
	queue = site.get_doc("Number Card", "Cases without a Unit")
	filters = site.parse_json(queue.filters_json)
	assert case.name in site.get_all("Case", filters=filters, pluck="name", order_by="creation asc")


def test_units_chosen_by_people_are_kept(site, rule, filed):
	rule("class", category=CLASS)
	case = filed(units=[{"unit": WATER_BUREAU, "duty": "Lead"}])
	assert (units_of(case), case.routing_status) == ([(WATER_BUREAU, "Lead")], "By Hand")
	assert "Routed" not in events_of(site, case)


def test_change_of_units_after_routing_is_by_hand_and_survives_another_category(site, rule, filed):
	rule("class", category=CLASS)
	rule("other", WATER_BUREAU, category=OTHER_CLASS)
	case = filed()
	case.set("units", [{"unit": WATER_BUREAU, "duty": "Lead"}])
	case.save()
	assert (case.routing_status, case.routing_rule) == ("By Hand", None)
	case.category, case.filing_condition = "M06025", None
	case.save()
	assert units_of(case) == [(WATER_BUREAU, "Lead")]


def test_another_category_or_grid_of_a_routed_case_is_routed_anew(site, rule, filed):
	rule("class", CITY_BUREAU, category=CLASS)
	rule("there", WATER_BUREAU, category=CLASS, grid=OTHER_GRID)
	rule("other", WATER_BUREAU, CITY_BUREAU, category=OTHER_CLASS)
	case = filed()
	assert case.routing_rule == "class"
	case.grid = OTHER_GRID
	case.save()
	assert (case.routing_rule, units_of(case)) == ("there", [(WATER_BUREAU, "Lead")])
	case.category, case.filing_condition = OTHER_CLASS, None
	case.save()
	assert case.routing_rule == "other" and len(case.units) == 2
	assert events_of(site, case).count("Routed") == 3


def test_rule_with_a_disabled_unit_is_passed_over_and_named(site, rule, filed):
	rule("class", CITY_BUREAU, category=CLASS)
	rule("kind", WATER_BUREAU, category=KIND)
	unit = site.get_doc("Responsible Unit", WATER_BUREAU)
	site.db.set_value("Responsible Unit", unit.name, "enabled", 0)
	site.clear_document_cache("Responsible Unit", unit.name)
	try:
		case = filed()
	finally:
		site.clear_document_cache("Responsible Unit", unit.name)
	assert case.routing_rule == "class"
	assert "kind" in case.routing_reason and WATER_BUREAU in case.routing_reason


@pytest.mark.parametrize(
	("moment", "expected"),
	[("2024-09-27 10:00", "day"), ("2024-09-27 22:00", "night"), ("2024-09-28 10:00", "night")],
)
def test_hours_go_by_the_working_calendar(site, rule, filed, moment, expected):
	rule("day", category=KIND, hours="On Duty")
	rule("night", WATER_BUREAU, category=KIND, hours="Off Duty")
	with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=ZONE), tick=True):
		assert filed().routing_rule == expected


def test_returned_case_keeps_its_units_for_the_chief_to_change(site, rule, filed):
	rule("class", category=CLASS)
	case = act(site, filed().name, "Dispatch")
	dispatch = site.get_doc("Case Dispatch", {"case_file": case.name})
	dispatch.move_to_stage("Rejected", "Return", "Not ours.")
	case.reload()
	assert (case.stage, case.routing_status, units_of(case)) == ("Filed", "Routed", [(CITY_BUREAU, "Lead")])
	assert events_of(site, case).count("Routed") == 1


def test_routing_again_changes_nothing_twice(site, rule, filed):
	case = filed()
	rule("class", category=CLASS)
	assert routing.preview(case)["rule"] == "class"
	assert site.get_doc("Case", case.name).routing_status == "No Rule", "a look writes nothing"
	for _time in range(2):
		routing.route_again(site.get_doc("Case", case.name))
	case.reload()
	assert (case.routing_status, units_of(case)) == ("Routed", [(CITY_BUREAU, "Lead")])
	assert events_of(site, case).count("Routed") == 1


def test_only_a_filed_case_is_routed(site, rule, filed):
	rule("class", category=CLASS)
	case = act(site, filed().name, "Dispatch")
	with pytest.raises(StageGuardError, match="Only a filed case"):
		routing.route_again(case)


def test_routing_cannot_be_forged(site, filed):
	case = filed()
	case.update({"routing_status": "Routed", "routing_reason": "trust me"})
	case.save()
	case.reload()
	assert case.routing_status == "No Rule" and "trust" not in case.routing_reason


class TestRules:
	def test_rule_needs_one_lead(self, site):
		for duties in ((), ("Helping",), ("Lead", "Lead")):
			doc = site.new_doc("Routing Rule")
			doc.rule_name = "r"
			for unit, duty in zip((CITY_BUREAU, WATER_BUREAU), duties, strict=False):
				doc.append("units", {"unit": unit, "duty": duty})
			with pytest.raises((BadInputError, site.MandatoryError)):
				doc.insert()

	def test_unit_stands_once(self, rule):
		with pytest.raises(BadInputError, match="twice"):
			rule("r", CITY_BUREAU, CITY_BUREAU)

	def test_disabled_unit_is_refused(self, site, rule):
		unit = site.get_doc({"doctype": "Responsible Unit", "unit_name": "停用单位", "enabled": 0}).insert()
		with pytest.raises(BadInputError, match="disabled"):
			rule("r", unit.name)

	def test_tie_is_refused(self, rule):
		rule("one", category=KIND, grid="421281")
		with pytest.raises(ConflictError, match="one"):
			rule("two", WATER_BUREAU, category=KIND, grid="421281")
		rule("three", WATER_BUREAU, category=KIND, grid="421281", priority=1)
		rule("four", WATER_BUREAU, category=KIND, grid="421281", hours="Off Duty")

	def test_period_must_not_end_before_it_begins(self, rule):
		with pytest.raises(BadInputError, match="Swap"):
			rule("r", from_date="2026-02-01", to_date="2026-01-01")

	def test_rule_outside_its_period_is_not_asked(self, rule, filed):
		rule("past", category=KIND, to_date="2020-01-01")
		assert filed().routing_status == "No Rule"


class TestUnits:
	def test_unit_with_work_is_neither_disabled_nor_deleted(self, site, filed):
		case = act(site, filed().name, "Dispatch", {"units": [{"unit": WATER_BUREAU, "duty": "Lead"}]})
		unit = site.get_doc("Responsible Unit", WATER_BUREAU)
		held = site.db.count("Case Dispatch", {"unit": WATER_BUREAU, "stage_category": "Open"})
		assert held and case.stage == "Dispatched"
		unit.enabled = 0
		with pytest.raises(ConflictError, match=rf"{held} open dispatches"):
			unit.save()
		with pytest.raises(ConflictError, match=rf"{held} open dispatches"):
			site.delete_doc("Responsible Unit", WATER_BUREAU)

	def test_work_of_a_person_who_leaves_stays_with_the_unit(self, site, filed):
		unit = site.get_doc(
			{
				"doctype": "Responsible Unit",
				"unit_name": "一人单位",
				"users": [{"user": "handler@demo.example"}],
			}
		).insert()
		assert unit.active_handlers == 1
		case = act(site, filed().name, "Dispatch", {"units": [{"unit": unit.name, "duty": "Lead"}]})
		user = site.get_doc("User", "handler@demo.example")
		user.enabled = 0
		user.save()
		card = site.get_doc("Number Card", "Units without Handlers")
		filters = site.parse_json(card.filters_json)
		names = site.get_all("Responsible Unit", filters=filters, pluck="name", order_by="name asc")
		assert unit.name in names
		row = {"unit": unit.name, "stage_category": "Open", "case_file": case.name}
		assert site.db.exists("Case Dispatch", row)
		user.enabled = 1
		user.save()
		assert site.db.get_value("Responsible Unit", unit.name, "active_handlers") == 1

	def test_number_of_handlers_cannot_be_forged(self, site):
		unit = site.get_doc(
			{"doctype": "Responsible Unit", "unit_name": "空单位", "active_handlers": 9}
		).insert()
		assert unit.active_handlers == 0
