"""Version history: what people typed, not what the trace tells, and never a secret."""

import json

import pytest

from community_gov.demo.persons import make_person


@pytest.fixture
def versions(site):
	"""versions(doc) -> field names in the version history of a document."""

	def names(doc) -> set[str]:
		rows = site.get_all("Version", {"docname": str(doc.name)}, pluck="data", order_by="creation asc")
		return {change[0] for row in rows for change in json.loads(row).get("changed", [])}

	return names


def test_a_step_is_in_the_trace_and_not_in_the_history(site, versions):
	from community_gov.casework.lifecycle.acting import act_on_case

	case = site.new_doc("Case")
	case.update({"description": "Heap", "grid": "421281001002001", "source": "Patrol"})
	case.insert()
	act_on_case(site.get_doc("Case", case.name), "Accept", {"category": "M06010"}, None, None)
	case = site.get_doc("Case", case.name)
	case.title = "Another title"
	case.save(ignore_version=False)
	assert "title" in versions(case)
	assert not versions(case) & {"stage", "workflow_state", "accepted_at", "stage_since", "stage_category"}
	assert site.db.exists("Case Event", {"case_file": case.name, "event": "Accept"})


def test_numbers_of_people_leave_no_secret_in_the_history(site, versions):
	old, new = make_person(700_001), make_person(700_002)
	doc = site.new_doc("Resident")
	doc.update({"full_name": "王演示", "grid": "421281001002001", "mobile": old["mobile"]})
	doc.insert()
	doc.mobile = new["mobile"]
	doc.save(ignore_version=False)
	assert "mobile" in versions(doc)
	assert not versions(doc) & {"mobile_secret", "mobile_fingerprint"}
	history = str(site.get_all("Version", {"docname": doc.name}, pluck="data", order_by="creation asc"))
	assert old["mobile"] not in history and new["mobile"] not in history
