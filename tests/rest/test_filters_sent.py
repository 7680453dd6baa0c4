"""Values of filters are read as fields hold them: through lists, counts and single values of REST."""

import json
from datetime import timedelta, timezone
from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.site_clock import now

CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def seen(login):
	"""A case of this test, the moment that it was seen at, and a name that people write with different dots."""
	moment = (now() - timedelta(hours=30)).replace(microsecond=0)
	title = f"筛选{uuid4().hex[:8]}"
	values = {"description": title, "title": title, "grid": CHIBI_GRID, "observed_at": str(moment)}
	return ok(login("gridworker").call("case.report", **values))["case"], moment


def doors(login, filters: list) -> list[set]:
	"""Names of cases that each way of listing finds under the filters."""
	chief = login("chief")
	params = {"doctype": "Case", "filters": json.dumps(filters)}
	listed = ok(chief.request("GET", "/api/method/frappe.client.get_list", params=params))
	counted = ok(chief.request("GET", "/api/method/frappe.client.get_count", params=params))
	names = {row["name"] for row in listed}
	assert counted == len(names)
	return [set(chief.names("Case", filters)), names]


def test_moments_with_an_offset_are_converted(login, seen):
	case, moment = seen
	at = moment.replace(tzinfo=CHINA)
	for text in (at.isoformat(), at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), str(moment)):
		for found in doors(login, [["name", "=", case], ["observed_at", "=", text]]):
			assert found == {case}, text
	later = (at + timedelta(seconds=1)).astimezone(timezone.utc).isoformat()
	for found in doors(login, [["name", "=", case], ["observed_at", ">=", later]]):
		assert found == set()


def test_days_as_people_type_them(login, seen):
	case, moment = seen
	day = f"{moment.year}年{moment.month}月{moment.day}日"
	for found in doors(login, [["name", "=", case], ["observed_at", "between", [day, day]]]):
		assert found == {case}
	for found in doors(login, [["name", "=", case], ["observed_at", "<", day]]):
		assert found == set()


@pytest.mark.parametrize("text", ["2026-02-30 08:00", "26-11-20 08:00", "soon", "2147483648"])
def test_what_is_no_moment_is_refused(login, text):
	answer = login("chief").rows("Case", [["observed_at", ">", text]], _lang="en")
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert "no moment that exists" in answer.messages


def test_names_are_found_however_their_dot_is_written(login):
	name = f"买买提·试{uuid4().int % 10**6}"
	values = {"full_name": name, "grid": CHIBI_GRID, "document_type": "None"}
	manager = login("manager")
	person = ok(manager.create("Resident", **values))["name"]
	for text in (name, name.replace("·", "•"), f"\u3000{name}\u200b", name.replace("·", " . ")):
		assert manager.names("Resident", [["full_name", "=", text]]) == [person], text
	assert manager.names("Resident", [["full_name", "like", f"%{name.replace('·', '・')}%"]]) == [person]


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
@pytest.mark.parametrize("name", ["fields", "filters", "or_filters", "order_by", "group_by"])
def test_a_blank_argument_asks_for_nothing(login, name, blank):
	for key, status in (("chief", 200), (None, 403)):
		answer = login(key).request("GET", "/api/resource/Case", params={name: blank})
		assert answer.status == status, (name, key, answer)
		params = {"doctype": "Case", name: blank}
		listed = login(key).request("GET", "/api/method/frappe.client.get_list", params=params)
		assert listed.status == status, (name, key, listed)
