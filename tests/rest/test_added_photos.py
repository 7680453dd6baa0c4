"""Photos that the reporter adds: later, or one request each where nine of the promised size are too many for one."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, case_of_code, new_code, ok
from tests.support.http import API
from tests.support.photos import picture, sent

MEGABYTE = 1024 * 1024


@pytest.fixture
def reported(login):
	"""(case, code) of a new report of a guest."""
	answer = ok(login(None).call("public.report", description=f"Heap {uuid4().hex}", grid=CHIBI_GRID))
	return case_of_code(login, answer["tracking_code"]), answer["tracking_code"]


def padded(content: bytes, megabytes: float) -> bytes:
	"""A JPEG of that size: what comes after the end of a picture is no part of it."""
	return content + b"\0" * (int(megabytes * MEGABYTE) - len(content))


def photos_of(login, case: str) -> list[str]:
	return [row["image"] for row in ok(login("manager").read("Case", case))["photos"]]


def upload(login, code: str, content: bytes):
	files = [("photos", ("a.jpg", content, "image/jpeg"))]
	return login(None).request("POST", f"{API}public.add_photos", data={"code": code}, files=files)


def test_nine_photos_of_the_promised_size_pass_one_by_one(login, reported):
	"""10 MB each, or what one request of the site holds: 9.9 of 10 MB on the engine of 2023."""
	case, code = reported
	size = 10 if upload(login, code, padded(picture(), 10)).status == 200 else 9.9
	for number in range(len(photos_of(login, case)) + 1, 10):
		answer = ok(upload(login, code, padded(picture(colour=number), size)))
		assert answer == {"photos": number, "may_add_photos": number < 9}
	tenth = login(None).call("public.add_photos", code=code, photos=[sent(picture())])
	assert (tenth.status, tenth.exc_type) == (422, "BadInputError"), tenth
	assert "This case has 9 photos and takes 9 from its reporter." in tenth.messages
	assert len(set(photos_of(login, case))) == 9
	assert not ok(login(None).query("public.track", code=code))["may_add_photos"]


def test_photos_are_seen_with_their_event_and_a_form_opened_before_is_refused(login, reported):
	case, code = reported
	before = ok(login("chief").read("Case", case))
	ok(login(None).call("public.add_photos", code=code, photos=[sent(picture())]))
	(image,) = photos_of(login, case)
	assert login("chief").session.get(login("chief").url + image).status_code == 200
	event = ok(login("chief").query("case.timeline", case=case))[-1]
	assert (event["event"], event["photos"]) == ("Photos Added", [image])
	stale = login("chief").update("Case", case, resolution="Gone", photos=[], modified=before["modified"])
	assert stale.exc_type == "TimestampMismatchError" and photos_of(login, case) == [image]


@pytest.mark.parametrize(
	("photos", "status", "exc_type"),
	[
		([], 422, "BadInputError"),
		([sent(b"<html>", "a.jpg")], 415, "PhotoTypeError"),
		([sent(picture(colour=n)) for n in range(10)], 422, "BadInputError"),
	],
)
def test_what_is_no_photo_or_too_many_changes_nothing(photos, status, exc_type, login, reported):
	case, code = reported
	answer = login(None).call("public.add_photos", code=code, photos=photos)
	assert (answer.status, answer.exc_type) == (status, exc_type), answer
	assert photos_of(login, case) == []


def test_a_retry_adds_nothing(login, reported):
	case, code = reported
	body = {"code": code, "photos": [sent(picture())], "idempotency_key": uuid4().hex}
	first = ok(login(None).call("public.add_photos", **body))
	assert ok(login(None).call("public.add_photos", **body)) == first and len(photos_of(login, case)) == 1


def test_a_closed_case_takes_none_and_others_add_none(login, closed, report):
	case = closed()
	code = new_code(login, case)
	answer = login(None).call("public.add_photos", code=code, photos=[sent(picture())])
	assert (answer.status, answer.exc_type) == (409, "DoneDocumentError"), answer
	assert not ok(login(None).query("public.track", code=code))["may_add_photos"]
	unknown = login(None).call("public.add_photos", code="ABCD" * 4, photos=[sent(picture())])
	assert unknown.status == 404
	own = report()
	assert ok(login("gridworker").call("case.add_photos", case=own, photos=[sent(picture())]))["photos"] == 1
	other = login("chief").call("case.add_photos", case=own, photos=[sent(picture())])
	assert (other.status, other.exc_type) == (403, "SeparationOfDutiesError"), other
