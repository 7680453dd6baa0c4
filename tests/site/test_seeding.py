"""Shipped records never overwrite an administrator."""

import copy
import json

import pytest

from community_gov.core.errors import ConflictError, ImmutableError
from community_gov.setup import seeding, shipped


@pytest.fixture
def record(site):
	path = shipped.workflows_folder() / "case_approval.json"
	yield json.loads(path.read_text(encoding="utf-8"))
	site.db.rollback()
	site.clear_cache()


def newer(record: dict) -> dict:
	"""The same workflow as a later version of the app would ship it."""
	changed = copy.deepcopy(record)
	changed["transitions"] = [row for row in changed["transitions"] if row["action"] != "Void"]
	return changed


def actions(site) -> set[str]:
	return {row.action for row in site.get_doc("Workflow", "Case Approval").transitions}


def trace(site):
	return site.get_doc(
		"Shipped Record", {"reference_doctype": "Workflow", "reference_name": "Case Approval"}
	)


def test_everything_shipped_was_seeded_and_is_remembered(site):
	for path in shipped.files():
		for record in shipped.records(path):
			name = shipped.name_of(record)
			assert site.db.exists(record["doctype"], name), name
			assert site.db.exists(
				"Shipped Record", {"reference_doctype": record["doctype"], "reference_name": name}
			)


def test_seeding_again_changes_nothing(site):
	counts = seeding.seed_all()
	assert (counts["inserted"], counts["updated"]) == (0, 0)
	assert counts["unchanged"] > 480


def test_untouched_record_is_updated(site, record):
	assert seeding.seed(newer(record), seeding.known_records()) == "updated"
	assert "Void" not in actions(site)
	assert trace(site).status == "In Step"


def test_touched_record_is_left_alone_and_listed(site, record):
	workflow = site.get_doc("Workflow", "Case Approval")
	workflow.transitions[0].allowed = "Duty Chief"
	workflow.save()
	assert seeding.seed(newer(record), seeding.known_records()) == "left_alone"
	assert "Void" in actions(site), "the administrator's workflow stays"
	assert site.get_doc("Workflow", "Case Approval").transitions[0].allowed == "Duty Chief"
	assert trace(site).status == "Left Alone"


def test_reset_to_shipped(site, record):
	test_touched_record_is_left_alone_and_listed(site, record)
	seeding.reset(trace(site).name)
	assert "Void" in actions(site), "what the file ships, not what a row says was newest"
	assert site.get_doc("Workflow", "Case Approval").transitions[0].allowed == "Operator"
	assert trace(site).status == "In Step"


def test_a_reset_saves_what_the_file_says_not_what_the_row_says(site, record):
	"""With permissions ignored a forged row would save whatever it holds, a condition that runs included."""
	name = trace(site).name
	forged = json.dumps({**record, "is_active": 0, "transitions": []})
	site.db.set_value("Shipped Record", name, {"newest": forged, "shipped": forged})
	seeding.reset(name)
	assert site.get_doc("Workflow", "Case Approval").transitions
	assert site.db.get_value("Workflow", "Case Approval", "is_active") == 1


def test_what_is_no_longer_shipped_is_not_reset(site):
	row = site.get_doc("Shipped Record", trace(site).name)
	site.db.set_value("Shipped Record", row.name, "reference_name", "Grid Worker Desk")
	with pytest.raises(ConflictError, match="is no longer shipped"):
		seeding.reset(row.name)


@pytest.mark.parametrize("change", ["save", "delete", "insert"])
def test_the_list_of_shipped_records_is_written_by_code_only(site, change):
	row = site.get_doc("Shipped Record", trace(site).name)
	with pytest.raises(ImmutableError):
		if change == "save":
			row.newest = "{}"
			row.save()
		elif change == "delete":
			row.delete()
		else:
			site.get_doc(
				{"doctype": "Shipped Record", "reference_doctype": "Role", "reference_name": "Guest"}
			).insert()


def test_deleted_record_does_not_come_back(site):
	record = next(
		r for r in shipped.records(shipped.fixtures_folder() / "case_category.json") if r["code"] == "M06999"
	)
	site.delete_doc("Case Category", "M06999")
	changed = {**record, "category_name_en": "Changed"}
	assert seeding.seed(changed, seeding.known_records()) == "left_alone"
	assert not site.db.exists("Case Category", "M06999")


def test_deleted_record_stays_deleted_when_nothing_new_ships(site):
	site.delete_doc("Case Category", "M06999")
	seeding.seed_all()
	assert not site.db.exists("Case Category", "M06999")


def test_changed_limit_stays_after_migrate(site):
	"""The whole of after_migrate, as bench runs it."""
	from community_gov.setup.install import bring_up_to_date

	shipped = set_limit(site, 9)
	bring_up_to_date()
	assert site.get_doc("Case Category", "M06010").filing_conditions[0].limit_value == 9
	# Migrating commits; the tests after this one count on what is shipped.
	set_limit(site, shipped)
	site.db.commit()


def set_limit(site, value: float) -> float:
	"""Changes the limit of a shipped condition and returns what it was."""
	category = site.get_doc("Case Category", "M06010")
	before, category.filing_conditions[0].limit_value = category.filing_conditions[0].limit_value, value
	category.save()
	return before


def test_a_record_that_was_there_before_us_is_left_alone(site):
	"""Frappe ships a workflow state Approved of its own style."""
	assert site.db.get_value("Shipped Record", {"reference_name": "Approved"}, "status") == "Left Alone"
