"""What people and other systems write, sent over REST: names, numbers, telephones, calendars, photos, addresses, dashes."""

import io
import json
from itertools import count
from uuid import uuid4

import pytest
from PIL import Image
from pillow_heif import register_heif_opener
from stdnum.cn import ric

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.photos import sent

_numbers = count(uuid4().int % 10**5)


def resident(login, **values):
	"""The answer to a new resident of the grid; names of people, as the tests want them, with a birthday."""
	typed = {"full_name": "王演示", "grid": CHIBI_GRID, "birth_date": "1950-02-03", **values}
	return login("gridworker").create("Resident", **typed)


@pytest.mark.parametrize(
	("typed", "stored"),
	[
		("\u3000王测空\u3000", "王测空"),
		("王\u200b测空", "王测空"),
		("\u202d王测空\u202c", "王测空"),
		("王\u00ad测\u2060空\ufeff", "王测空"),
		("买买提•吐尔逊", "买买提·吐尔逊"),
		("买买提・吐尔逊", "买买提·吐尔逊"),
		("买买提‧吐尔逊", "买买提·吐尔逊"),
		("买买提．吐尔逊", "买买提·吐尔逊"),
		("刘𬭼", "刘𬭼"),
		("㛃", "㛃"),
		("葛\U000e0100城", "葛\U000e0100城"),
	],
)
def test_a_name_is_stored_clean_and_found_as_typed(login, typed, stored):
	name = ok(resident(login, full_name=typed))["name"]
	assert ok(login("gridworker").read("Resident", name))["full_name"] == stored
	for asked in (typed, stored):
		assert name in login("gridworker").names("Resident", [["full_name", "=", asked], ["name", "=", name]])


@pytest.mark.parametrize(
	"typed", ["\u200b", "\u3000", "\u2060\ufeff", "\u3164", "\u00ad", " ", "\u115f\u1160"]
)
def test_a_name_of_nothing_is_refused(login, typed):
	answer = resident(login, full_name=typed)
	assert answer.status in (417, 422) and "姓名" in answer.messages, answer


@pytest.mark.parametrize(
	("typed", "end"),
	[
		("\u202d15412349001\u202c", "9001"),
		("154\u20111234\u20119001", "9001"),
		("１５４１２３４９００１", "9001"),
		("+86 154 1234 9001", "9001"),
		("0086-154-1234-9001", "9001"),
		("154—1234—9001", "9001"),
		("0715-5336789", "6789"),
		("0715—5336789", "6789"),
		("（0715）5336789", "6789"),
		("0715-5336789转802", "6789"),
		("010-62345678-8001", "5678"),
	],
)
def test_a_telephone_is_stored_however_it_is_written(login, typed, end):
	name = ok(resident(login, mobile=typed))["name"]
	assert ok(login("gridworker").read("Resident", name))["mobile"].endswith(end)


@pytest.mark.parametrize("typed", ["1541234900", "5336789", "12345", "问儿子", "0715-53367890123"])
def test_what_is_no_telephone_is_told_as_a_telephone(login, typed):
	answer = resident(login, mobile=typed)
	assert answer.status == 422 and "号码" in answer.messages and "证件" not in answer.messages, answer


def with_check_digit(first: str) -> str:
	return first + ric.calc_check_digit(first + "0")


def born(area: str) -> str:
	"""A number with the birthday of the tests' residents that nobody has yet."""
	return with_check_digit(f"{area}19500203{next(_numbers) % 1000:03d}")


KINDS = {
	"Identity Card": lambda: born("421281"),
	"Foreign Permanent Resident ID": lambda: born("911840"),
	"Residence Permit for Hong Kong, Macao and Taiwan": lambda: born("810000"),
	"Mainland Travel Permit": lambda: f"H{next(_numbers) % 10**8:08d}",
	"Passport": lambda: f"E{next(_numbers) % 10**8:08d}",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_passes_with_its_own_check(login, kind):
	number = KINDS[kind]()
	typed = f"\u202d{number[:3]}\u2011{number[3:].lower()}\u202c"
	assert ok(resident(login, identity_type=kind, identity_number=typed))["identity_number"].endswith(
		number[-4:]
	)


@pytest.mark.parametrize(
	"kind", ["Identity Card", "Foreign Permanent Resident ID", "Passport", "Mainland Travel Permit"]
)
@pytest.mark.parametrize("of", KINDS)
def test_documents_exclude_each_other(login, kind, of):
	# Passports of some country look like any travel permit; nothing in either says whose it is.
	if kind == of or (kind, of) == ("Passport", "Mainland Travel Permit"):
		return
	number = KINDS[of]()
	answer = resident(login, identity_type=kind, identity_number=number)
	assert answer.status == 422 and number not in answer.text, (kind, of, answer)


@pytest.mark.parametrize("area", ["820000", "830000"])
def test_residence_permits_of_macao_and_taiwan(login, area):
	kind = "Residence Permit for Hong Kong, Macao and Taiwan"
	number = born(area)
	ok(resident(login, identity_type=kind, identity_number=number))
	wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
	assert resident(login, identity_type=kind, identity_number=wrong).status == 422


# Computed by hand as GB 32100-2015 says: weights 3^n mod 31 over the 31 signs.
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(body: str) -> str:
	first = f"{body}421281{'MA'}{uuid4().int % 10**7:07d}"
	weights = [pow(3, at, 31) for at in range(17)]
	first = first[:17]
	rest = (
		31 - sum(SIGNS.index(sign) * weight for sign, weight in zip(first, weights, strict=True)) % 31
	) % 31
	return first + SIGNS[rest]


@pytest.mark.parametrize("body", ["N1", "N2", "N3", "N9", "Y1", "A1", "A9", "11", "51", "91"])
def test_credit_codes_of_all_bodies(login, body):
	code = credit_code(body)
	unit = {"unit_name": f"单位{uuid4().hex[:8]}", "credit_code": f"\u202d{code.lower()} "}
	name = ok(login("admin").create("Responsible Unit", **unit))["name"]
	assert ok(login("admin").read("Responsible Unit", name))["credit_code"] == code
	wrong = code[:-1] + SIGNS[(SIGNS.index(code[-1]) + 1) % 31]
	again = {"unit_name": f"单位{uuid4().hex[:8]}", "credit_code": wrong}
	assert login("admin").create("Responsible Unit", **again).status == 422
	ok(login("admin").update("Responsible Unit", name, enabled=0))


def calendar(login, *periods: tuple[str, str], **values):
	days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), 1)
	rows = [{"start_time": start, "end_time": end} for start, end in periods]
	named = {"calendar_name": f"历{uuid4().hex[:8]}", "periods": rows, **days, **values}
	return login("admin").create("Working Calendar", **named)


@pytest.mark.parametrize(
	("period", "stored"),
	[
		(("22:00", "06:00"), ("22:00:00", "6:00:00")),
		(("00:00", "24:00"), ("0:00:00", "0:00:00")),
		(("０８：３０", "17：30"), ("8:30:00", "17:30:00")),
		(("8点半", "下午5点"), ("8:30:00", "17:00:00")),
	],
)
def test_duty_over_midnight_and_as_people_write_it(login, period, stored):
	name = ok(calendar(login, period))["name"]
	for _save in range(2):
		doc = ok(login("admin").read("Working Calendar", name))
		(row,) = doc["periods"]
		assert (row["start_time"].lstrip("0") or "0", row["end_time"].lstrip("0") or "0") in (
			stored,
			tuple(time.replace("0:00:00", ":00:00") if time == "0:00:00" else time for time in stored),
		)
		ok(login("admin").update("Working Calendar", name, periods=doc["periods"]))


@pytest.mark.parametrize("period", [("25:00", "26:00"), ("soon", "later"), ("08:00", "08:00"), ("", "12:00")])
def test_periods_that_tell_no_time(login, period):
	assert calendar(login, period).status in (417, 422)


def test_filling_a_year_again_keeps_days_entered_by_hand(login):
	own = {"day": "2026-05-20", "kind": "Holiday", "day_name": "社区日"}
	name = ok(calendar(login, ("08:00", "17:00"), exceptions=[own]))["name"]
	for _time in range(2):
		ok(login("admin").call("calendar.fill", calendar=name, year=2026))
		days = ok(login("admin").read("Working Calendar", name))["exceptions"]
		names = {row["day"]: row["day_name"] for row in days}
		assert names["2026-05-20"] == "社区日" and names["2026-10-01"] == "国庆节", names
		assert len(names) == len(days) > 20


def test_a_holiday_sent_moves_what_is_open(login):
	"""Over REST, and by the job: the progress stands on the calendar."""
	name = ok(calendar(login, ("08:00", "17:00")))["name"]
	before = len(login("admin").names("Clock Run", [["source_name", "=", name]]))
	ok(login("admin").update("Working Calendar", name, exceptions=[{"day": "2026-12-29", "kind": "Holiday"}]))
	runs = login("admin").names("Clock Run", [["source_name", "=", name]])
	assert len(runs) == before + 1


def two_pictures(kind: str) -> bytes:
	out, noise = io.BytesIO(), [Image.effect_noise((320, 240), 60).convert("RGB") for _number in range(2)]
	if kind == "MPO":
		noise[0].save(out, kind, save_all=True, append_images=noise[1:])
	else:
		register_heif_opener()
		noise[0].save(out, kind)
	return out.getvalue()


@pytest.mark.parametrize("kind", ["MPO", "HEIF", "JPEG", "PNG", "WEBP"])
def test_photos_of_new_phones_are_kept_and_cut_off_ones_refused(login, kind):
	content = two_pictures(kind)
	photo = sent(content, "IMG_0001.HEIC" if kind == "HEIF" else "IMG_0001.JPG")
	case = {"description": f"照片 {uuid4().hex}", "grid": CHIBI_GRID}
	name = ok(login("gridworker").call("case.report", **case, photos=[photo]))["case"]
	(row,) = ok(login("gridworker").read("Case", name))["photos"]
	stored = login("gridworker").session.get(login("gridworker").url + row["image"], timeout=60)
	expected = kind if kind in ("PNG", "WEBP") else "JPEG"
	assert Image.open(io.BytesIO(stored.content)).format == expected
	for part in (0.3, 0.9):
		cut = sent(content[: int(len(content) * (part if kind != "MPO" else part / 2))], "IMG_0002.JPG")
		answer = login("gridworker").call("case.report", **{**case, "description": uuid4().hex}, photos=[cut])
		assert answer.status == 415, (kind, part, answer)


@pytest.mark.parametrize(
	("text", "phone"),
	[
		("家里漏煤气", "119"),
		("煤气泄漏", "119"),
		("液化气罐漏气", "119"),
		("房子要塌", "119"),
		("有人昏倒", "120"),
		("孩子掉进井里", "119"),
		("孩子掉进 井 里", "119"),
		("煤 气 泄 漏", "119"),
		("煤\u200b气泄漏", "119"),
		("液化气罐在漏", "119"),
		("井盖松动", None),
	],
)
def test_danger_is_known_by_the_words_that_people_use(login, text, phone):
	assert ok(login(None).query("public.emergency_check", description=text))["phone"] == phone


@pytest.mark.parametrize("between", ["；", "，", "、", "; ", "\n", "\u3000", "，\u200b"])
def test_recipients_are_apart_by_any_sign(login, between):
	days = {"kind": "Special", "from_date": "2020-03-01", "to_date": f"2020-03-{2 + next(_numbers) % 20:02d}"}
	name = ok(login("chief").call("bulletin.generate", **days))["bulletin"]
	addresses = f"a@demo.example{between}b@demo.example"
	ok(login("chief").update("Bulletin", name, recipients=addresses))
	wrong = login("chief").update("Bulletin", name, recipients=f"{addresses}{between}胡说")
	assert wrong.status == 422 and "胡说" in wrong.messages
	login("chief").call("bulletin.act", bulletin=name, action="Discard", note="End of the test")


def test_special_bulletins_of_one_first_day_are_two(login):
	made = set()
	for last in ("2020-04-02", "2020-04-03"):
		days = {"kind": "Special", "from_date": "2020-04-01", "to_date": last}
		made.add(ok(login("chief").call("bulletin.generate", **days))["bulletin"])
	assert len(made) == 2
	for name in made:
		login("chief").call("bulletin.act", bulletin=name, action="Discard", note="End of the test")


@pytest.mark.parametrize("dash", ["-", "－", "—", "–", "‑", "−", " ", "　", "·", "ー", ""])
def test_a_code_is_known_whatever_stands_in_it(login, dash):
	body = {"description": f"垃圾 {uuid4().hex}", "grid": CHIBI_GRID}
	code = ok(login(None).call("public.report", **body))["tracking_code"]
	wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
	for typed in (code, wide, f"\u202d{code}\u202c"):
		parts = [typed[at : at + 4] for at in range(0, len(typed), 4)]
		assert ok(login(None).query("public.track", code=dash.join(parts)))["stage"] == "Reported"


@pytest.mark.parametrize(
	("boundary", "words"),
	[
		({"type": "Polygon", "coordinates": [[[113.8, 29.7], [113.9, 29.7], [113.9, 29.8]]]}, "闭合"),
		(
			{
				"type": "Polygon",
				"coordinates": [[[29.7, 113.8], [29.8, 113.8], [29.8, 113.9], [29.7, 113.8]]],
			},
			"纬度在前",
		),
	],
)
def test_a_boundary_that_cannot_be_used_says_why_in_chinese(login, boundary, words):
	answer = login("admin").update("Grid", CHIBI_GRID, boundary=json.dumps(boundary))
	assert answer.status == 422 and words in answer.messages, answer


def test_an_empty_file_is_refused_with_its_name(login):
	files = {"file": ("空.csv", b"")}
	answer = login("operator").request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files)
	assert answer.status == 422 and "空.csv" in answer.messages, answer


@pytest.mark.parametrize(
	("typed", "stored"),
	[
		("20261120T090000Z", "2026-11-20 17:00:00"),
		("2026年十一月二十日上午九点半", "2026-11-20 09:30:00"),
		("2026-11-20T09:00:00.123456789Z", "2026-11-20 17:00:00"),
		("2026-11-20T09:00:00−08:00", "2026-11-21 01:00:00"),
		("2026-11-20 24:00:00", "2026-11-21 00:00:00"),
	],
)
def test_moments_as_systems_and_people_write_them(login, typed, stored):
	body = {"description": f"垃圾 {uuid4().hex}", "grid": CHIBI_GRID, "observed_at": typed}
	name = ok(login("gridworker").call("case.report", **body))["case"]
	assert ok(login("gridworker").read("Case", name))["observed_at"][:19] == stored


@pytest.mark.parametrize(
	"typed", ["2026-W47-4", "1764208800", "NaN", "26-11-20 08:00", "20261120T2500Z", "昨天二十五点"]
)
def test_what_is_no_moment_is_a_sentence(login, typed):
	answer = login("gridworker").call("case.report", description="x", grid=CHIBI_GRID, observed_at=typed)
	assert answer.status == 422 and "不是存在的时间" in answer.messages, answer


def test_a_control_character_is_blamed_on_its_field(login):
	answer = login("gridworker").call("case.report", description="垃圾\x07堆", grid=CHIBI_GRID)
	assert answer.status == 422 and answer.messages.startswith("描述含控制字符"), answer
