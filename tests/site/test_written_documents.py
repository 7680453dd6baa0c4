"""Documents in requests: each value is one that its field can hold, by every door; the desk's own documents pass."""

import json

import pytest

from community_gov.core.errors import BadQueryError
from community_gov.core.request_guard.documents import SET_VALUE, WRITERS, check_written

BAD = (
	{"description": ["x"]},
	{"description": {"a": 1}},
	{"photos": "x"},
	{"photos": [1]},
	{"photos": [{"image": ["x"]}]},
	{"photos": {"image": "x"}},
	{"unknown": [1]},
	{"_user_tags": ["x"]},
	{"doctype": True},
)


def ways(values: dict) -> list[tuple[str | None, str | None, dict]]:
	"""(endpoint, DocType, form) of every door by which values come into a case."""
	document = {"doctype": "Case", **values}
	found: list[tuple[str | None, str | None, dict]] = [
		(None, "Case", values),
		(None, "Case", {"data": json.dumps(values)}),
		(SET_VALUE, "Case", {"fieldname": json.dumps(values)}),
	]
	for endpoint, argument in WRITERS.items():
		given = [document] if argument == "docs" else document
		found += [(endpoint, None, {argument: given}), (endpoint, None, {argument: json.dumps(given)})]
	return found


@pytest.mark.parametrize("values", BAD, ids=str)
def test_a_value_that_no_field_holds_is_refused_by_every_door(site, values):
	for endpoint, doctype, form in ways(values):
		if values.get("doctype") is True and endpoint in WRITERS:
			continue  # Frappe finds no DocType to write.
		with pytest.raises(BadQueryError, match="is no column, order, filter or value"):
			check_written(endpoint, doctype, form)


def test_what_the_desk_sends_passes(site):
	kept = {"__onload": {"a": [1]}, "__islocal": 1, "_link_titles": {"a": "b"}, "owner": "x", "docstatus": 0}
	rows = [{"doctype": "Case Photo", "image": "/private/files/a.jpg", "__unsaved": 1, "idx": 1}]
	for endpoint, doctype, form in ways({**kept, "description": "灯坏了", "photos": rows, "latitude": 29.7}):
		check_written(endpoint, doctype, form)


def test_documents_of_other_apps_are_theirs(site):
	check_written(None, "ToDo", {"description": {"a": 1}})
