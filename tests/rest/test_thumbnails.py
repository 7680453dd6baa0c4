"""Small pictures of a page of a list: one request, no more than the user may see."""

import base64
import io
import json

import pytest
from PIL import Image

from tests.rest.conftest import ok
from tests.rest.test_glance import photo


def pictures(client, names: list[str], doctype: str = "Case"):
	return client.query("case_views.thumbnails", doctype=doctype, names=json.dumps(names))


def opened(address: str) -> Image.Image:
	kind, content = address.split(",", 1)
	assert kind == "data:image/jpeg;base64"
	return Image.open(io.BytesIO(base64.b64decode(content)))


def test_rows_with_a_photo_have_a_small_square(login, report):
	with_photo, without = report(photos=[photo(1), photo(200)]), report()
	found = ok(pictures(login("operator"), [with_photo, without]))
	assert set(found) == {with_photo}
	image = opened(found[with_photo])
	assert (image.format, image.size) == ("JPEG", (72, 72)) and len(found[with_photo]) < 5000
	assert abs(image.convert("RGB").getpixel((36, 36))[0] - 1) < 12, "the first photo"


def test_a_unit_sees_those_of_its_dispatches_only(login, dispatched, report):
	case, dispatch = dispatched(photos=[photo(1)])
	other = report(photos=[photo(2)])
	unit = login("handler")
	assert set(ok(pictures(unit, [dispatch], "Case Dispatch"))) == {dispatch}
	assert set(ok(pictures(unit, [case, other]))) == {case}
	assert ok(pictures(unit, [other])) == {}


def test_a_check_shows_the_photo_of_its_case(login, checking):
	_case, _dispatch, check = checking(photos=[photo(3)])
	assert set(ok(pictures(login("chief"), [check], "Case Check"))) == {check}


@pytest.mark.parametrize("key", [None, "volunteer"])
def test_others_are_refused(login, report, key):
	assert pictures(login(key), [report(photos=[photo(1)])]).status == 403


def test_what_is_no_list_of_cases_is_refused(login):
	user = login("admin")
	assert pictures(user, [], "User").status == 403
	assert ok(pictures(user, [])) == {} == ok(pictures(user, ["CASE-NONE"]))
	answer = pictures(user, [f"CASE-{number}" for number in range(101)])
	assert answer.status == 422 and "100" in answer.messages, answer
	assert user.query("case_views.thumbnails", names="{").status < 500


def test_a_photo_that_was_deleted_is_gone_at_once(login, report, fresh):
	case, user = report(photos=[photo(4)]), login("operator")
	small = {"path": "/api/method/community_gov.api.v1.work.thumbnail", "params": {"case": case}}
	assert set(ok(pictures(user, [case]))) == {case}
	address = ok(login("chief").read("Case", case))["photos"][0]["image"]
	for path, kept in ((address, "private, no-cache"), (small["path"], "no-store")):
		answer = user.session.get(user.url + path, params=small["params"])
		assert answer.status_code == 200 and answer.headers["Cache-Control"].startswith(kept), path
	site = fresh()
	site.db.delete("File", {"file_url": address})
	site.db.commit()
	assert ok(pictures(user, [case])) == {}
	assert user.session.get(user.url + small["path"], params=small["params"]).status_code == 404
	assert user.session.get(user.url + address).status_code in (403, 404)
