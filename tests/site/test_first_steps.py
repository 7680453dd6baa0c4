"""How far a site is, from nothing to the first closed case."""

import pytest

from community_gov.setup import first_steps


def found(key: str) -> dict:
	return next(row for row in first_steps.look() if row["key"] == key)


def test_the_steps_stand_in_order_and_lead_somewhere(site):
	rows = first_steps.look()
	assert [row["key"] for row in rows] == [step.key for step in first_steps.STEPS] and len(rows) == 9
	assert all(site.db.exists("DocType", row["route"][1]) for row in rows)
	assert all(row["may_write"] for row in rows)


def test_the_demo_has_taken_the_first_steps(site):
	done = {row["key"] for row in first_steps.look() if row["is_done"]}
	assert {"divisions", "grids", "accounts", "teams", "units"} <= done


@pytest.mark.parametrize(
	("doctype", "key", "told"),
	[
		("Grid", "divisions", "0 communities"),
		("Grid", "grids", "0 grids, 0 of them with a boundary"),
		("Grid Team Member", "teams", "0 grids have a worker"),
		("Responsible Unit", "units", "0 units, 0 of them without handlers"),
		("Routing Rule", "routing", "0 rules"),
		("Working Calendar", "calendar", "No calendar yet"),
		("Case", "first_case", "0 reported, 0 closed"),
	],
)
def test_what_an_empty_site_lacks(site, doctype, key, told):
	site.db.delete(doctype)
	row = found(key)
	assert (row["is_done"], row["told"]) == (False, told)


def test_a_role_that_nobody_has_is_named(site):
	site.db.delete("Has Role", {"role": "Duty Chief", "parenttype": "User"})
	row = found("accounts")
	assert not row["is_done"] and row["told"] == "Nobody has the role: Duty Chief"


def test_a_worker_whose_days_are_over_is_none(site):
	site.db.set_value("Grid Team Member", {"name": ["is", "set"]}, "to_date", "2020-01-01")
	assert found("teams")["is_done"] is False


def test_units_without_handlers_are_not_enough(site):
	site.db.set_value("Responsible Unit", {"name": ["is", "set"]}, "active_handlers", 0)
	assert found("units")["is_done"] is False


def test_a_year_without_holidays_is_told(site):
	site.db.set_value("Working Calendar", {"name": ["is", "set"]}, "loaded_years", "2020")
	row = found("calendar")
	assert not row["is_done"] and "are missing" in row["told"]


def test_what_residents_are_shown_is_asked_for(site):
	settings = site.get_doc(first_steps.SETTINGS)
	settings.update({name: None for name in first_steps.SHOWN})
	settings.flags.ignore_mandatory = True
	settings.save()
	row = found("community")
	assert not row["is_done"] and row["told"].startswith("Empty: Name of the Community")
	settings.update(
		{
			"community_name": "演示社区",
			"office_phone": "12345",
			"office_hours": "9–17",
			"default_grid": "421281001002",
		}
	)
	settings.save()
	assert found("community")["is_done"]
