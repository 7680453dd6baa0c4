"""A case at a glance, for those who may read it: words, place, clock, stages, photos before and after."""

import base64

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import picture

HERE = {"latitude": 29.7222, "longitude": 113.8812}


def photo(colour: int) -> dict:
	return {"file_name": f"{colour}.jpg", "content": base64.b64encode(picture(colour=colour)).decode()}


def seen_there() -> dict:
	"""What a worker reports: words, place, two photos."""
	values = {"description": "渠边有异味", "grid": CHIBI_GRID, "address": "陆水湖北渠", "category": "M06010"}
	return {**values, **HERE, "photos": [photo(1), photo(2)]}


def test_a_unit_sees_words_and_photos_of_its_dispatch(login, dispatched):
	case, dispatch = dispatched(**seen_there())
	seen = ok(login("handler").query("case_views.glance", case=case))
	assert (seen["case"], seen["description"], seen["place"]["address"]) == (case, "渠边有异味", "陆水湖北渠")
	assert "赤壁市 / " in seen["place"]["path"] and seen["place"]["latitude"] == HERE["latitude"]
	assert [step["stage"] for step in seen["steps"]][:2] == ["Reported", "Accepted"]
	assert len(seen["photos"]["before"]) == 2 and seen["photos"]["after"] == []
	for address in seen["photos"]["before"]:
		assert login("handler").request("GET", address).status == 200
	ok(login("handler").call("dispatch.act", dispatch=dispatch, action="Accept"))
	ok(login("handler").call("dispatch.answer", dispatch=dispatch, answer="已清理", photos=[photo(3)]))
	after = ok(login("chief").query("case_views.glance", case=case))
	assert len(after["photos"]["after"]) == 1 and after["steps"][-1]["stage"] == "Checking"


def test_others_are_refused(login, report):
	case = report()
	for key in (None, "volunteer", "handler"):
		answer = login(key).query("case_views.glance", case=case)
		assert answer.status in (403, 404), (key, answer)
