"""After "deletion done" nothing on the site says who it was: every column of every table and every file is searched."""

import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from frappe.desk.doctype.tag.tag import add_tag
from frappe.utils.password import encrypt

from community_gov.api.v1 import visit as visits_api
from community_gov.core import words
from community_gov.core.errors import ConflictError
from community_gov.core.notifications import notify_users
from community_gov.demo.people import email
from community_gov.portal import phone_bindings
from community_gov.registry.homes import residence
from community_gov.registry.identity import merging, reveal
from community_gov.registry.privacy import data_requests, person_places
from community_gov.registry.privacy.person_erasure import anonymise_person
from community_gov.volunteering.activities import sign_ups
from community_gov.volunteering.points import ledger
from community_gov.volunteering.registration import anonymisation
from tests.support.activities import make_activity
from tests.support.person_search import answers_holding, files_holding, rows_holding
from tests.support.photos import picture
from tests.support.registry import GRID, person_values
from tests.support.sheets import receive
from tests.support.site_clock import today
from tests.support.volunteers import make_registration, make_volunteer

GUARDED = "guardian_name"


def attach(site, doctype: str, name: str | None, file_name: str, content: bytes):
	values = {"attached_to_doctype": doctype, "attached_to_name": name} if name else {}
	file = {"doctype": "File", "file_name": file_name, "content": content, "is_private": 1, **values}
	return site.get_doc(file).insert()


@pytest.fixture
def person(site):
	"""Somebody who was registered twice, visited, helped, volunteered, and used an account."""
	typed = person_values(grid=GRID)
	name = f"欧阳{uuid4().hex[:10]}"
	made = SimpleNamespace(name=name, mobile=typed["mobile"], number=typed["identity_number"])
	made.address, made.user = f"幸福里{uuid4().hex[:8]}号", f"{uuid4().hex[:12]}@person.example"
	digits = made.number[6:14]
	made.born = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
	made.masked = made.mobile[:3] + "****" + made.mobile[-4:]
	made.words = [name, made.mobile, made.number, made.address, made.user]
	register(site, made, typed)
	tend(site, made)
	volunteer(site, made)
	leave_logs(site, made)
	made.binding = phone_bindings.bind(made.mobile)["binding"]
	return made


def register(site, made, typed) -> None:
	"""Two records that become one, a ward, a consent, requests, files and notices."""
	told = {**typed, "full_name": made.name, "address": made.address, "registered_place": made.address}
	made.resident = site.get_doc(told).insert().name
	double = {"doctype": "Resident", "full_name": made.name, "mobile": made.mobile, "birth_date": made.born}
	made.double = site.get_doc({**double, "grid": GRID, "address": made.address}).insert().name
	pair = [site.get_doc("Resident", key) for key in (made.resident, made.double)]
	merging.merge(*pair, f"{made.name} was entered twice")
	ward = {**person_values(grid=GRID), "guardian": made.resident, GUARDED: made.name}
	made.ward = site.get_doc({**ward, "guardian_mobile": made.mobile}).insert().name
	doc = site.get_doc("Resident", made.resident)
	doc.add_comment("Comment", f"Call {made.name}, {made.mobile}")
	doc.registered_place = f"{made.address}二"
	doc.save()
	file = attach(site, "Resident", made.resident, f"{made.name}.txt", f"{made.name}的资料".encode())
	site.delete_doc("File", file.name)
	attach(site, "Resident", made.resident, f"{made.name}二.txt", f"{made.name}的证明{made.number}".encode())
	add_tag(f"走访{uuid4().hex[:6]}", "Resident", made.resident)
	notify_users({"Administrator"}, f"{made.name} needs a look", "Resident", made.resident)
	notify_users({"Administrator"}, f"{made.name} is mentioned", "Grid", GRID)
	site.get_doc(
		{
			"doctype": "ToDo",
			"reference_type": "Resident",
			"reference_name": made.resident,
			"description": f"Call {made.name}",
			"allocated_to": "Administrator",
		}
	).insert()
	reveal.reveal(doc, "mobile", "Emergency", f"{made.name} is ill")
	give_consent(site, made)


def give_consent(site, made) -> None:
	text = {
		"doctype": "Consent Text",
		"consent_title": "拍照",
		"purpose": "Photographs",
		"text": "演示",
		"published": 1,
	}
	consent = {
		"doctype": "Consent",
		"resident": made.resident,
		"consent_text": site.get_doc(text).insert().name,
	}
	consent = site.get_doc(consent).insert()
	file = attach(site, "Consent", consent.name, f"{made.name}同意.txt", f"{made.name}同意".encode())
	site.db.set_value("Consent", consent.name, "evidence", file.file_url)


def tend(site, made) -> None:
	"""A tag, a visit with findings that became a case and a request, and what came of these."""
	tag = {"doctype": "Resident Care Tag", "resident": made.resident, "care_tag": "临时困难"}
	site.get_doc({**tag, "note": f"{made.name}独居"}).insert()
	found = [
		{"kind": "Case", "description": f"{made.name}门前路灯坏", "category": "M06010"},
		{"kind": "Help Request", "description": f"{made.name}要理发", "help_kind": "理发"},
	]
	done = visits_api.record("Met", resident=made.resident, note=f"{made.name}在家", findings=found)
	made.visit, made.case, request = done["visit"], done["cases"][0], done["help_requests"][0]
	site.db.set_value("Help Request", request, {"contact_name": made.name, "comment": f"谢谢，{made.name}"})
	case = site.get_doc("Case", made.case)
	case.add_comment("Comment", f"{made.name}说还没修")
	photo = attach(site, "Case", made.case, "lamp.jpg", picture())
	case.reload()
	case.update({"address": made.address, "title": f"{made.name}门前", "photos": [{"image": photo.file_url}]})
	case.save()
	site.db.set_value("Case Event", {"case_file": made.case}, "note", f"{made.name}催办")
	reported = {
		"doctype": "Case",
		"description": "Heap",
		"grid": GRID,
		"source": "Hotline",
		"category": "M06010",
	}
	reported = {**reported, "reporter_name": made.name, "reporter_phone": made.mobile}
	made.reported = site.get_doc(reported).insert().name
	matter = {
		"doctype": "Reception Record",
		"reception_date": today(),
		"grid": GRID,
		"receptionist": "李演示",
	}
	called = {"visitor_name": made.name, "visitor_phone": made.mobile, "matter": "楼道灯", "reply": "已修好"}
	site.get_doc({**matter, **called, "outcome": "Settled on the Spot"}).insert()


def volunteer(site, made) -> None:
	"""The same person as a volunteer with an account: registration, services, papers, points."""
	account = {"doctype": "User", "email": made.user, "first_name": made.name, "mobile_no": made.mobile}
	site.get_doc({**account, "send_welcome_email": 0, "roles": [{"role": "Volunteer"}]}).insert()
	record = {"full_name": made.name, "mobile": made.mobile, "user": made.user, "note": f"{made.name}会电工"}
	made.volunteer = make_volunteer(site, **record).name
	asked = make_registration(site, full_name=made.name, mobile=made.mobile, note=f"{made.name}愿意")
	site.db.set_value("Volunteer Registration", asked.name, {"volunteer": made.volunteer, "user": made.user})
	day = datetime(2024, 2, 27, 9)
	service = {
		"volunteer": made.volunteer,
		"intensity": "中度",
		"started_at": day,
		"content": f"{made.name}理发",
	}
	service = site.new_doc("Service Record").update({**service, "ended_at": day.replace(hour=11)}).insert()
	site.db.set_value("Service Record", service.name, {"stage": "Confirmed", "step_note": f"{made.name}辛苦"})
	paper = {"volunteer": made.volunteer, "from_date": "2024-01-01", "to_date": "2024-12-31"}
	site.new_doc("Service Certificate").update(paper).insert()
	ledger.write_entry(made.volunteer, "Adjustment", 9, reason=f"{made.name}补录")
	asked = {"volunteer": made.volunteer, "points": 2, "reason": f"{made.name}漏记"}
	site.new_doc("Point Adjustment").update(asked).insert()
	gift = {"giver": made.volunteer, "taker": make_volunteer(site).name, "points": 1, "kind": "Gift"}
	site.new_doc("Point Transfer").update({**gift, "reason": f"{made.name}送"}).insert()
	activity = make_activity(site, datetime(2037, 3, 1, 9))
	entry = sign_ups.sign_up(activity.name, made.volunteer)
	entry.db_set({"status": "Cancelled", "reason": f"{made.name}有事"})


def leave_logs(site, made) -> None:
	"""What Frappe and the account leave behind while people work."""
	site.set_user(made.user)
	site.get_doc("Case", made.reported).add_comment("Comment", "Still there")
	attach(site, "User", None, f"{made.name}自拍.txt", f"{made.name}的照片".encode())
	site.set_user("Administrator")
	route = {
		"doctype": "Route History",
		"user": "Administrator",
		"route": f"List/Resident?full_name={made.name}",
	}
	site.get_doc(route).insert()
	access = {
		"doctype": "Access Log",
		"export_from": "Resident",
		"filters": json.dumps({"full_name": made.name}),
	}
	site.get_doc({**access, "user": "Administrator"}).insert()
	site.log_error(title="演示", message=f"{made.name} {made.mobile}")
	login = {"doctype": "Activity Log", "subject": f"{made.name} logged in", "user": made.user}
	site.get_doc({**login, "operation": "Login", "status": "Success"}).insert()
	key = site.new_doc("Idempotency Key")
	key.update({"key_hash": uuid4().hex, "endpoint": "resident.in_one_look", "user": "Administrator"})
	key.name, key.answer = key.key_hash, encrypt(json.dumps({"full_name": made.name}, ensure_ascii=False))
	key.db_insert()
	settings = json.dumps(
		{"List": {"filters": [["Resident", "full_name", "=", made.name]]}}, ensure_ascii=False
	)
	site.db.sql("insert into `__UserSettings` values (%s, %s, %s)", ("Administrator", "Resident", settings))
	site.cache.hset("_user_settings", "Visit::Administrator", settings)
	site.get_doc("Case", made.case).add_seen("Administrator")
	sheet = attach(site, None, None, f"{uuid4().hex}.csv", f"姓名,手机\n{made.name},{made.mobile}\n".encode())
	site.get_doc({"doctype": "Resident Import", "sheet": sheet.file_url, "grid": GRID}).insert()
	receive(site, "Hotline Orders", f"工单编号,诉求内容,来电人\n,没有编号,{made.name}\n")
	receive(site, "Hotline Orders", f"工单编号,诉求内容\n,没有编号\n填表人：{made.name}\n")
	mail = {"doctype": "Email Queue", "sender": "a@demo.example", "message": f"Dear {made.name}"}
	site.get_doc({**mail, "recipients": [{"recipient": made.user}]}).insert()


def ask_for_deletion(site, made):
	values = {
		"resident": made.resident,
		"kind": "Deletion",
		"request": f"{made.name}要求删除",
		"identity_checked": 1,
	}
	return site.get_doc({"doctype": "Personal Data Request", **values}).insert()


def delete(site, made) -> None:
	"""The volunteer retires and becomes nobody, the person moves away, the request for deletion is answered."""
	site.get_doc("Volunteer", made.volunteer).update({"status": "Retired"}).save()
	anonymisation.anonymise(made.volunteer)
	if site.db.get_value("Resident", made.resident, "status") == "Present":
		residence.leave(site.get_doc("Resident", made.resident), today(), made.address)
	data_requests.answer(ask_for_deletion(site, made), True, f"Done for {made.name}")


def test_no_table_and_no_file_says_who_it_was(site, person):
	words = person.words
	assert len(rows_holding(site, [person.name])) > 40, "the person is known in many places"
	refuse_who_still_volunteers(site, person)
	delete(site, person)
	assert rows_holding(site, words, everywhere=True) == {}
	# Others may be born on the same day, or have a number with the same ends.
	for doctype in ("Resident", "Residence Record", "Resident Merge", "Volunteer", "Case", "Help Request"):
		rows = str(
			site.get_all(doctype, fields=["*"], filters=of_person(person, doctype), order_by="name asc")
		)
		assert person.masked not in rows and person.born not in rows, doctype
	with pytest.raises(site.DoesNotExistError):
		phone_bindings.number_of(person.binding)
	assert answers_holding(site, words) == []
	folders = [Path(site.get_site_path(kind, "files")) for kind in ("private", "public")]
	assert files_holding(folders, words) == []
	assert not any(person.name in str(value) for value in site.cache.hgetall("_user_settings").values())
	check_what_counts(site, person)


def of_person(person, doctype: str) -> dict:
	own = ["in", [person.resident, person.double]]
	if doctype in ("Resident", "Volunteer", "Case"):
		return {
			"name": ["in", [person.resident, person.double, person.volunteer, person.case, person.reported]]
		}
	return {"kept" if doctype == "Resident Merge" else "resident": own}


def refuse_who_still_volunteers(site, person) -> None:
	request = ask_for_deletion(site, person)
	residence.leave(site.get_doc("Resident", person.resident), today(), person.address)
	with pytest.raises(ConflictError, match="is also volunteer"):
		data_requests.answer(request, True, "Done")
	assert site.db.get_value("Resident", person.resident, "full_name") == person.name


def check_what_counts(site, person) -> None:
	"""Figures stay: who lived here and left, what was visited, reported and served."""
	fields = ["full_name", "status", "grid", "anonymised_on", "sex"]
	row = site.db.get_value("Resident", person.resident, fields, as_dict=True)
	assert (row.full_name, row.status, row.grid) == (person_places.ANONYMOUS, "Moved Out", GRID)
	assert row.anonymised_on == today() and row.sex
	assert site.db.get_value("Resident", person.double, "anonymised_on") == today()
	assert site.db.get_value("Visit", person.visit, "status") == "Done"
	assert site.db.get_value("Case", person.case, ["title", "grid"]) == (person_places.ANONYMOUS, GRID)
	assert site.db.get_value("Case", person.reported, "description") == "Heap", "what was reported stays"
	assert site.db.get_value("Resident", person.ward, ["guardian", "guardian_name"]) == (None, None)
	assert not site.db.exists("User", person.user)
	filters = {"email": ["like", "anonymous-%@account.invalid"]}
	assert site.db.get_value("User", filters, ["enabled", "full_name"]) == (0, person_places.ANONYMOUS)


def test_a_workplace_outlives_the_volunteer(site):
	"""The account of a grid worker who volunteered is the community's; it loses its tie to the record."""
	user = email("gridworker")
	before = site.db.get_value("User", user, ["enabled", "full_name"])
	name = make_volunteer(site, full_name=f"欧阳{uuid4().hex[:10]}", user=user).name
	site.get_doc("Volunteer", name).update({"status": "Retired"}).save()
	anonymisation.anonymise(name)
	assert site.db.get_value("User", user, ["enabled", "full_name"]) == before
	assert site.db.get_value("Volunteer", name, "user") is None


def test_a_number_that_a_family_shares_stays_with_the_others(site):
	ours = person_values(grid=GRID)
	other = site.get_doc(person_values(grid=GRID, mobile=ours["mobile"])).insert()
	called = {"description": "Heap", "grid": GRID, "source": "Hotline", "reporter_phone": ours["mobile"]}
	case = site.new_doc("Case").update({**called, "reporter_name": "王演示"}).insert()
	resident = site.get_doc(ours).insert()
	residence.leave(resident, today(), "武汉")
	anonymise_person("Resident", resident.name)
	assert site.db.get_value("Resident", other.name, ["mobile", "full_name"]) == (
		other.mobile,
		other.full_name,
	)
	stored = site.db.get_value("Case", case.name, ["reporter_name", "reporter_phone"])
	assert stored == ("王演示", ours["mobile"])


def test_the_words_of_a_whole_night_are_looked_for_at_once(site):
	"""Of a thousand persons whose time is over at once there are thousands."""
	strangers = {f"nobody-{number}" for number in range(1_500)}
	told = site.new_doc("ToDo").update({"description": "Call nobody-1499"}).insert()
	assert words.delete_rows_with("ToDo", strangers) == 1
	assert not site.db.exists("ToDo", told.name)


def test_every_place_exists(site):
	"""A renamed field would leave its words behind in silence."""
	for place in (*person_places.PLACES, *person_places.BY_NUMBER):
		meta = site.get_meta(place.doctype)
		known = {df.fieldname for df in meta.fields} | {"name", "parent"}
		assert {place.link, *place.values} <= known, place
		assert not place.deleted or not place.values, place


def test_every_link_to_a_person_is_on_the_list(site):
	"""A new DocType that leads to a person belongs on the list, or here with its reason."""
	apart = {
		# Figures and places, which name nobody else.
		("Resident", "merged_into"): "followed before the list is walked",
		("Volunteer Registration", "same_person"): "an offer to whoever decides; the number finds the record",
		("Help Request", "volunteer"): "who helped; the words are about the person served",
		("Point Lot", "volunteer"): "amounts and days",
		("Point Lot Use", "volunteer"): "amounts",
	}
	listed = {(place.doctype, place.link) for place in person_places.PLACES}
	filters = {"options": ["in", ["Resident", "Volunteer"]], "fieldtype": "Link"}
	links = site.get_all("DocField", filters, ["parent", "fieldname"], order_by="parent asc")
	assert {(row.parent, row.fieldname) for row in links} - listed - set(apart) == set()
