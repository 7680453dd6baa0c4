"""Photos on their way in, and what residents without an account may do."""

import io
from uuid import uuid4

import pytest
from PIL import Image

from tests.rest.conftest import CHIBI_GRID, case_of_code, ok
from tests.support.http import API
from tests.support.photos import picture, sent

NEAR = (29.7222, 113.8812)


def test_position_of_the_photo_places_the_case_and_is_stripped(login):
	body = {"description": "Heap", "photos": [sent(picture(position=NEAR))]}
	case = ok(login("gridworker").call("case.report", **body))["case"]
	doc = ok(login("chief").read("Case", case))
	assert (doc["grid"], round(doc["latitude"], 4), round(doc["longitude"], 4)) == (CHIBI_GRID, *NEAR)
	photo = doc["photos"][0]
	assert (round(photo["latitude"], 4), photo["taken_at"]) == (NEAR[0], "2024-09-29 06:35:10")
	content = login("chief").session.get(login("chief").url + photo["image"]).content
	assert dict(Image.open(io.BytesIO(content)).getexif()) == {}


def test_multipart_brings_several_photos(login):
	files = [("photos", (f"p{n}.png", picture("PNG", colour=n), "image/png")) for n in range(3)]
	data = {"description": "Heap", "latitude": str(NEAR[0]), "longitude": str(NEAR[1])}
	path = "/api/method/community_gov.api.v1.case.report"
	answer = ok(login("gridworker").request("POST", path, data=data, files=files))
	assert (answer["photos"], answer["grid"]) == (3, CHIBI_GRID)


def test_more_photos_than_allowed_are_refused(login):
	body = {"description": "Heap", "grid": CHIBI_GRID, "photos": [sent(picture(colour=n)) for n in range(10)]}
	answer = login("gridworker").call("case.report", **body)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_photo_rows_cannot_point_at_foreign_files(login, report):
	case = report(photos=[sent(picture(colour=77))])
	image = ok(login("chief").read("Case", case))["photos"][0]["image"]
	for foreign in (image, "/private/files/nothing.jpg", "http://example.org/x.jpg", "/files/x.jpg"):
		body = {
			"title": "x",
			"description": "x",
			"grid": CHIBI_GRID,
			"source": "Patrol",
			"photos": [{"image": foreign}],
		}
		answer = login("manager").create("Case", **body)
		assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_guest_reports_and_follows_the_code(login):
	guest = login(None)
	body = {
		"description": "Heap by the gate",
		"latitude": NEAR[0],
		"longitude": NEAR[1],
		"reporter_name": "王演示",
		"reporter_phone": "15400000001",
		"photos": [sent(picture())],
		"idempotency_key": uuid4().hex,
	}
	answer = ok(guest.call("public.report", **body))
	assert set(answer) == {"tracking_code", "stage", "acknowledgement", "notice"}
	assert len(answer["tracking_code"]) == 16
	assert ok(guest.call("public.report", **body)) == answer, "a retry gives the same code"
	code = answer["tracking_code"]
	spaced = f"{code[:4].lower()}-{code[4:8]} {code[8:]}"
	status = guest.query("public.track", code=spaced)
	assert ok(status)["stage"] == "Reported"
	for secret in ("15400000001", "演示", "gate", "29.7"):
		assert secret not in status.text
	case = ok(login("admin").read("Case", case_of_code(login, code)))
	assert (case["source"], case["owner"], case["reporter_phone"]) == ("Snapshot", "Guest", "15400000001")


def test_anonymous_guest_leaves_no_name(login):
	body = {"description": "Heap", "grid": CHIBI_GRID, "reporter_name": "王演示", "is_anonymous": True}
	code = ok(login(None).call("public.report", **body))["tracking_code"]
	name = case_of_code(login, code)
	case = ok(login("admin").read("Case", name))
	assert not case.get("reporter_name") and case["is_anonymous"] == 1


@pytest.mark.parametrize(
	"forged",
	[{"source": "Hotline"}, {"urgency": "Urgent"}, {"observed_at": "2020-01-01"}, {"stage": "Closed"}],
)
def test_guest_arguments_are_an_allow_list(forged, login):
	answer = login(None).call("public.report", description="x", grid=CHIBI_GRID, **forged)
	if answer.status == 200:
		name = case_of_code(login, answer.data["tracking_code"])
		case = ok(login("admin").read("Case", name))
		assert all(case.get(key) != value for key, value in forged.items())


@pytest.mark.parametrize("code", ["", "AAAA", "A" * 16, "' or 1=1 --", "%"])
def test_unknown_codes_tell_nothing(code, login):
	answer = login(None).query("public.track", code=code)
	assert answer.status in (404, 417), answer
	assert "CASE-" not in answer.text


def test_guest_may_call_nothing_else(login, report):
	case, guest = report(), login(None)
	assert guest.read("Case", case).status == 403
	assert guest.query("case.timeline", case=case).status == 403
	assert guest.query("figures.disposal", from_date="2024-01-01", to_date="2024-12-31").status == 403
	assert guest.call("case.report", description="x").status == 403


def test_guest_reporting_can_be_switched_off(login, administrator):
	settings = "Community Gov Settings"
	try:
		ok(administrator.update(settings, settings, allow_guest_reporting=0))
		answer = login(None).call("public.report", description="x", grid=CHIBI_GRID)
		assert (answer.status, answer.exc_type) == (403, "PermissionError"), answer
	finally:
		ok(administrator.update(settings, settings, allow_guest_reporting=1))


@pytest.fixture
def one_an_hour(administrator, fresh):
	"""One report an hour, of an hour that begins now."""
	settings = "Community Gov Settings"
	forget_attempts(fresh())
	ok(administrator.update(settings, settings, guest_reports_per_hour=1))
	yield
	ok(administrator.update(settings, settings, guest_reports_per_hour=10_000))
	forget_attempts(fresh())


def forget_attempts(frappe) -> None:
	for key in frappe.cache.scan_iter(frappe.cache.make_key("community_gov:limit:*")):
		frappe.cache.delete(key)


def test_too_many_reports_wait_in_the_language_of_the_caller(login, one_an_hour):
	guest, report = login(None), {"description": "x", "grid": CHIBI_GRID}
	assert guest.call("public.report", description="x", grid="999999999999").status == 422
	ok(guest.call("public.report", **report)), "what was refused does not count"
	for _try in range(3):
		refused = guest.call("public.report", **report)
		assert (refused.status, refused.exc_type) == (429, "RateLimitExceededError"), refused
	assert 3_500 < int(refused.headers["Retry-After"]) <= 3_600, "refused attempts wait no longer"
	chinese = guest.request(
		"POST", API + "public.report", json=report, headers={"Accept-Language": "zh-CN,zh;q=0.9"}
	)
	assert chinese.messages == "本网络的请求过多。请等待 60 分钟，或致电社区。"


def test_a_guessed_code_counts_and_a_look_at_another_thing_does_not(login, administrator, fresh):
	settings = "Community Gov Settings"
	forget_attempts(fresh())
	try:
		ok(administrator.update(settings, settings, guest_looks_per_hour=1))
		assert login(None).query("public.track", code="ABCDEFGH").status == 404
		assert login(None).query("public.track", code="ABCDEFGH").status == 429
		ok(login(None).query("public.kinds"))
	finally:
		ok(administrator.update(settings, settings, guest_looks_per_hour=10_000))
		forget_attempts(fresh())
