"""Opening balances from a sheet: all rows or none, each volunteer once, granted by somebody else."""

from uuid import uuid4

import pytest

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.sheet_imports.orders import told_problems
from community_gov.core.step_context import step_context
from community_gov.demo.people import email
from tests.support.sheets import receive

HEAD = "志愿者编号,姓名,期初积分"


def people(site, count: int = 2) -> list[tuple[str, str]]:
	made = []
	for _person in range(count):
		name = f"期初演示{uuid4().hex[:4]}"
		doc = site.new_doc("Volunteer").update({"full_name": name, "grid": "421281001002001"}).insert()
		made.append((doc.name, name))
	return made


def load(site, *rows: str, head: str = HEAD) -> dict:
	order = receive(site, "Opening Balances", "\n".join([head, *rows]))
	return {"asked": order.new_count, "problems": told_problems(order)}


def asked_of(site, volunteer: str) -> list:
	return site.get_all("Point Adjustment", {"volunteer": volunteer}, pluck="name", order_by="name asc")


def test_rows_wait_for_somebody_else_and_are_booked_once(site):
	(one, name), (other, second) = people(site)
	assert load(site, f"{one},{name},800", f"{other},{second},12.5") == {"asked": 2, "problems": []}
	doc = site.get_doc("Point Adjustment", asked_of(site, one)[0])
	with pytest.raises(SeparationOfDutiesError, match="cannot grant it"):
		doc.move_to_stage("Granted", "Grant")
	site.set_user(email("manager"))
	site.get_doc("Point Adjustment", doc.name).move_to_stage("Granted", "Grant")
	assert site.db.get_value("Volunteer", one, "balance") == 800
	entry = site.get_value("Point Entry", {"volunteer": one}, ["kind", "amount"])
	assert entry == ("Opening Balance", 800)
	assert site.db.get_value("Volunteer", other, "balance") == 0


def test_a_second_opening_balance_is_refused_on_both_ways(site):
	((one, name),) = people(site, 1)
	load(site, f"{one},{name},5")
	assert (
		load(site, f"{one},{name},5")["problems"][0]["reason"] == "An opening balance was asked for before."
	)
	values = {"volunteer": one, "points": 5, "reason": "x"}
	docs = [site.new_doc("Point Adjustment").update(values) for _number in range(2)]
	for doc in docs:
		step_context(doc).is_opening = True
		doc.insert()
	site.set_user(email("manager"))
	site.get_doc("Point Adjustment", docs[0].name).move_to_stage("Granted", "Grant")
	with pytest.raises(ConflictError, match="booked already"):
		site.get_doc("Point Adjustment", docs[1].name).move_to_stage("Granted", "Grant")


@pytest.mark.parametrize("points", ["0", "-5", "x", "", "nan", "1e9", "100000.01"])
def test_one_bad_row_leaves_the_whole_sheet_out(site, points):
	(one, name), (other, second) = people(site)
	found = load(site, f"{one},{name},5", f"{other},{second},{points}")
	assert (found["asked"], [row["line"] for row in found["problems"]]) == (0, [3])
	assert asked_of(site, one) == asked_of(site, other) == []


def test_number_and_name_belong_together_and_stand_once(site):
	(one, name), (_other, second) = people(site)
	found = load(site, f"{one},{second},5", f"{one},{name},5", "V000,谁,5")
	assert [row["line"] for row in found["problems"]] == [2, 3, 4]


def test_a_sheet_without_the_columns_is_refused(site):
	with pytest.raises(BadInputError, match="A column is missing"):
		load(site, "1,2", head="编号,姓名")


def test_nobody_marks_an_adjustment_as_opening(site):
	((one, _name),) = people(site, 1)
	values = {"volunteer": one, "points": 5, "reason": "x", "is_opening": 1}
	assert site.new_doc("Point Adjustment").update(values).insert().is_opening == 0
