"""The index of the search follows every change, and finds what the session user may list, and nothing else."""

import dataclasses
from uuid import uuid4

import pytest

from community_gov.casework.lifecycle.acting import act_on_case
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.demo.people import WATER_BUREAU, email
from community_gov.patches import keep_search_scopes
from community_gov.registry.homes.households import take_members_along
from community_gov.registry.identity import merging
from community_gov.registry.privacy.person_erasure import anonymise_person
from community_gov.search import filling, finding, index
from community_gov.workbench import search
from tests.site.test_resident_import import line, loaded
from tests.support.accounts import make_account
from tests.support.registry import FAR_GRID, GRID, make_household, make_resident, person_values
from tests.support.volunteers import make_volunteer

# Rare signs, so that no other text has the pairs.
SIGNS = "龘靐齉爩籱灪爨癵驫鱻麤纞虋讟钃鸜"


def rare(length: int = 6) -> str:
	"""A word that no other document has."""
	number = uuid4().int
	return "".join(SIGNS[number >> 4 * place & 15] for place in range(length))


def make_case(site, **values):
	case = {
		"doctype": "Case",
		"description": "路灯不亮",
		"grid": GRID,
		"source": "Patrol",
		"category": "M06010",
	}
	return site.get_doc({**case, **values}).insert()


def found(doctype: str, text: str, limit: int = 20) -> list[str]:
	return finding.find(doctype, text, limit).names


def as_user(site, user: str, doctype: str, text: str) -> list[str]:
	site.set_user(email(user))
	try:
		return found(doctype, text)
	finally:
		site.set_user("Administrator")


def words_kept(site, doctype: str, name: str) -> int:
	"""How many rows of words the index has of a document; its entry tells the same."""
	rows = site.db.sql(
		f"select id, words from `{index.ENTRIES}` where doctype = %s and name = %s", (doctype, name)
	)
	if not rows:
		return 0
	number = site.db.sql(f"select count(*) from `{index.WORDS}` where entry = %s", rows[0][0])[0][0]
	assert number == len(index.unpacked(rows[0][1]))
	return number


@pytest.mark.parametrize("fieldname", ["title", "description", "address"])
def test_a_case_is_found_by_words_of_each_text(site, fieldname):
	word = rare()
	case = make_case(site, **{fieldname: f"北街{word}处"})
	assert found("Case", word[1:4]) == [case.name]
	assert found("Case", f"北街 {word}") == [case.name]
	assert found("Case", f"{word}{rare()}") == []


def test_a_changed_text_is_found_by_its_new_words_only(site):
	old, new = rare(), rare()
	case = make_case(site, title=f"{old}路口")
	case.update({"title": f"{new}路口"}).save()
	assert found("Case", old) == [] and found("Case", new) == [case.name]
	assert found("Case", f"{new}路口") == [case.name]
	assert words_kept(site, "Case", case.name)


def test_steps_leave_the_index_alone(site, monkeypatch):
	"""A case is stored a dozen times on its way; its words are written once."""
	case = make_case(site)
	monkeypatch.setattr(index, "_replace", lambda *_given: pytest.fail("the words have not changed"))
	case.urgency = "Urgent"
	case.save()


def test_the_newest_come_first_and_no_more_than_asked(site):
	word = rare()
	cases = [make_case(site, title=word).name for _number in range(4)]
	answer = finding.find("Case", word, 3)
	assert answer.names == cases[:0:-1] and answer.more
	assert not finding.find("Case", word, 4).more


def test_what_is_rolled_back_is_not_found(site):
	word = rare()
	site.db.savepoint("unsaved")
	make_case(site, title=word)
	assert found("Case", word)
	site.db.rollback(save_point="unsaved")
	assert found("Case", word) == []


def test_scopes_speed_a_search_up_and_change_nothing(site, monkeypatch):
	"""By place, street, district or everywhere, in pieces and with few rows looked at: the same cases."""
	word = rare()
	near = [make_case(site, title=f"{word}灯").name for _number in range(3)]
	far = make_case(site, title=f"{word}灯", grid=FAR_GRID).name
	make_case(site, title=word)

	def all_ways() -> None:
		assert found("Case", f"{word}灯") == [far, *near[::-1]]
		assert as_user(site, "gridworker", "Case", f"{word}灯") == near[::-1]
		assert as_user(site, "gridworker.zhelu", "Case", f"{word}灯") == [far]

	all_ways()
	monkeypatch.setattr(finding, "CHUNK", 1)
	all_ways()
	monkeypatch.setattr(finding, "MOST_SCOPES", 0)
	all_ways()


def test_where_every_word_is_common_the_newest_are_looked_at_and_more_is_told(site, monkeypatch):
	word = rare()
	cases = [make_case(site, title=word).name for _number in range(4)]
	monkeypatch.setattr(finding, "SCANNED", 1)
	answer = finding.find("Case", word, 9)
	assert answer.names == cases[:1:-1] and answer.more


def test_a_case_is_found_by_its_unit_and_its_checker_as_soon_as_they_have_it(site):
	word = rare()
	case = make_case(site, title=word, grid=FAR_GRID)
	for user in ("handler", "supervisor"):
		assert as_user(site, user, "Case", word) == []
	dispatch = site.get_doc({"doctype": "Case Dispatch", "case_file": case.name, "unit": WATER_BUREAU})
	dispatch.name = uuid4().hex
	dispatch.db_insert()
	dispatch.after_insert()
	assert as_user(site, "handler", "Case", word) == [case.name]
	check = site.new_doc("Case Check")
	check.update({"case_file": case.name, "kind": "Verification"})
	check.name, check.assignee, check.result = uuid4().hex, email("gridworker"), "Pending"
	check.db_insert()
	step_context(check).assigned = step_context(check).by_case = True
	check.on_update()
	assert as_user(site, "gridworker", "Case", word) == [case.name]


def test_who_takes_over_checks_finds_their_cases(site):
	word = rare()
	case = make_case(site, title=word)
	act_on_case(case, "Verify", {}, None, None)
	assert as_user(site, "gridworker.zhelu", "Case", word) == []
	community = site.get_doc("Grid", GRID[:12])
	row = next(row for row in community.team if row.user == email("supervisor"))
	row.to_date, row.successor = "2024-12-31", email("gridworker.zhelu")
	community.save()
	assert as_user(site, "gridworker.zhelu", "Case", word) == [case.name]


def test_people_who_move_are_found_where_they_live_now(site):
	name = rare(3)
	household = make_household(site)
	resident = make_resident(site, household, full_name=name)
	assert as_user(site, "gridworker.zhelu", "Resident", name) == []
	household.grid = FAR_GRID
	take_members_along(household)
	assert as_user(site, "gridworker.zhelu", "Resident", name) == [resident.name]
	assert as_user(site, "gridworker", "Resident", name) == []


def test_an_index_without_scopes_is_filled_anew(site, monkeypatch):
	make_case(site, title=rare())
	calls = []
	monkeypatch.setattr(keep_search_scopes, "rebuild", lambda: calls.append(1))
	keep_search_scopes.execute()
	assert calls == []
	subject = filling.subjects()["Case"]
	other = dataclasses.replace(subject, scopes=lambda names: {name: {"at nowhere"} for name in names})
	monkeypatch.setitem(site.local.community_gov_subjects, "Case", other)
	keep_search_scopes.execute()
	assert calls == [1]


def test_rights_bind_cases(site):
	word = rare()
	case = make_case(site, title=word)
	assert as_user(site, "chief", "Case", word) == [case.name]
	assert as_user(site, "gridworker", "Case", word) == [case.name]
	assert as_user(site, "gridworker.zhelu", "Case", word) == []
	assert as_user(site, "handler", "Case", word) == [], "nothing of it was dispatched to this unit"
	site.set_user("Guest")
	assert found("Case", word) == []


def test_people_are_found_within_the_area_by_whoever_keeps_the_register(site):
	name = rare(3)
	near, far = (site.get_doc(person_values(full_name=name, grid=grid)).insert() for grid in (GRID, FAR_GRID))
	assert as_user(site, "gridworker", "Resident", name) == [near.name]
	assert as_user(site, "manager", "Resident", name[:2]) == [near.name]
	assert set(found("Resident", name)) == {near.name, far.name}
	assert found("Resident", name[0])[:1] == [far.name], "one sign finds a name"
	for other in ("chief", "handler", "supervisor", "coordinator"):
		assert as_user(site, other, "Resident", name) == [], other


def test_volunteers_are_found_by_those_who_look_after_them(site):
	volunteer, name = make_volunteer(site), rare(3)
	volunteer.update({"full_name": name}).save()
	assert as_user(site, "coordinator", "Volunteer", name) == [volunteer.name]
	assert as_user(site, "chief", "Volunteer", name) == []
	assert as_user(site, "gridworker.zhelu", "Volunteer", name) == []


def test_a_merged_record_gives_way_to_the_one_that_stays(site):
	name = rare(4)
	kept, other = (make_resident(site, full_name=name, identity_number=None) for _number in range(2))
	entry = merging.merge(*(site.get_doc("Resident", doc.name) for doc in (kept, other)), "Entered twice")
	assert found("Resident", name) == [kept.name]
	merging.undo(site.get_doc("Resident Merge", entry.name))
	assert set(found("Resident", name)) == {kept.name, other.name}


def test_anonymisation_takes_the_words_of_a_person_out(site):
	name, place = rare(4), rare(5)
	resident = make_resident(site, full_name=name)
	visited = {"doctype": "Visit", "resident": resident.name, "visit_kind": "Routine", "status": "Planned"}
	case = make_case(site, title=f"{place}楼道", description=f"{place}楼道堆物")
	visit = site.get_doc({**visited, "due_on": site.utils.today()})
	visit.db_insert()
	finding_row = {
		"doctype": "Visit Finding",
		"parent": visit.name,
		"parenttype": "Visit",
		"parentfield": "findings",
	}
	row = site.get_doc(
		{**finding_row, "kind": "Case", "description": place, "case_file": case.name, "idx": 1}
	)
	row.db_insert()
	assert found("Resident", name) and found("Case", place)
	anonymise_person("Resident", resident.name)
	assert found("Resident", name) == [] and found("Case", place) == []
	assert words_kept(site, "Resident", resident.name) == words_kept(site, "Case", case.name) == 0
	assert found("Resident", "已匿名") == []


def test_words_that_an_erasure_replaces_are_no_longer_found(site):
	"""A person's account in somebody else's case: the mail address goes, and with it its words."""
	word = f"u{uuid4().hex[:10]}".translate(str.maketrans("0123456789", "ghijklmnop"))
	user = f"{word}@person.example"
	account = {"doctype": "User", "email": user, "first_name": "演示", "send_welcome_email": 0}
	site.get_doc({**account, "roles": [{"role": "Volunteer"}]}).insert()
	volunteer = make_volunteer(site)
	volunteer.update({"user": user}).save()
	case = make_case(site, description=f"请发信给 {user} 告知")
	assert found("Case", word) == [case.name]
	anonymise_person("Volunteer", volunteer.name)
	assert user not in site.db.get_value("Case", case.name, "description")
	assert found("Case", word) == []


def test_people_of_a_sheet_are_found(site):
	"""They are inserted by one statement, past their controller."""
	name = rare(4)
	loaded(site, line(**{"姓名": name}))
	assert len(found("Resident", name)) == 1


def test_a_deleted_record_leaves_no_word(site):
	resident = make_resident(site, full_name="龘靐齉爩")
	assert words_kept(site, "Resident", resident.name) == 11, "three pairs, four signs, four places"
	site.delete_doc("Resident", resident.name)
	assert words_kept(site, "Resident", resident.name) == 0
	assert not site.db.sql(f"select 1 from `{index.ENTRIES}` where name = %s", resident.name)


def test_an_upgrade_goes_on_where_it_was_killed(site, monkeypatch):
	monkeypatch.setattr(filling, "BATCH", 2)
	monkeypatch.setattr(site.db, "commit", lambda: None)
	word = rare()
	cases = [make_case(site, title=word).name for _number in range(5)]
	for name in cases:
		index.forget("Case", name)
	told, subject = [], filling.subjects()["Case"]

	def killed(doctype: str, count: int):
		told.append(count)
		raise KeyboardInterrupt

	with pytest.raises(KeyboardInterrupt):
		filling._add_missing_of(subject, killed)
	assert len(found("Case", word)) == 2
	assert filling._add_missing_of(subject, lambda *_given: None) == 3
	assert set(found("Case", word)) == set(cases)
	assert filling._add_missing_of(subject, lambda *_given: None) == 0


def test_entries_without_a_document_go(site, monkeypatch):
	monkeypatch.setattr(site.db, "commit", lambda: None)
	name = uuid4().hex[:10]
	index.add_rows("Resident", [{"name": name, "full_name": rare(4)}])
	assert words_kept(site, "Resident", name)
	filling.add_missing()
	assert words_kept(site, "Resident", name) == 0


def test_a_number_and_a_code_lead_to_their_case(site):
	case = make_case(site)
	number = case.name.removeprefix("CASE-")
	for text in (case.name, case.name.lower(), number, number.replace("-", ""), f" {number} "):
		assert [hit["name"] for hit in search.find(text, 5)["hits"]] == [case.name], text
	hit = search.find(case.name, 5)["hits"][0]
	assert (hit["doctype"], hit["title"], hit["stage"]) == ("Case", "路灯不亮", "Reported")
	assert hit["place"].endswith("第一网格")
	site.set_user(email("gridworker.zhelu"))
	assert search.find(case.name, 5)["hits"] == []
	site.set_user("Administrator")


def test_a_tracking_code_leads_to_its_case_within_the_rights(site):
	from community_gov.core import codes

	case = make_case(site)
	code = codes.secret_code(16)
	case.db_set("tracking_code_fingerprint", codes.fingerprint(code))
	for text in (code, code.lower(), f"{code[:4]}-{code[4:8]} {code[8:]}"):
		assert [hit["name"] for hit in search.find(text, 5)["hits"]] == [case.name]
	assert search.find(code[:15], 5)["hits"] == []
	site.set_user(email("gridworker.zhelu"))
	assert search.find(code, 5)["hits"] == []
	site.set_user("Administrator")


def test_a_phone_leads_to_whom_the_account_may_read_and_leaves_a_trace(site):
	resident = make_resident(site)
	phone = person_phone(site, resident)
	case = make_case(site, reporter_phone=phone)
	assert search.find(phone, 5) == {"hits": [], "more": [], "is_phone": True, "is_short": True}
	for user, names in (
		("admin", {resident.name, case.name}),
		("chief", {case.name}),
		("gridworker", {resident.name}),
	):
		site.set_user(email(user))
		assert {hit["name"] for hit in search.by_phone(phone, "Emergency")["hits"]} == names, user
		site.set_user("Administrator")
		logged = {"user": email(user), "reference_name": ["in", list(names)], "purpose": "Emergency"}
		rows = site.get_all("Sensitive Access Log", logged, pluck="reference_name", order_by="creation asc")
		assert set(rows) == names
	site.set_user(email("gridworker.zhelu"))
	assert search.by_phone(phone, "Emergency")["hits"] == []
	site.set_user("Administrator")


def person_phone(site, resident) -> str:
	from community_gov.registry.identity.protected_numbers import plain

	return plain(resident, "mobile")


def test_phones_are_asked_for_with_a_purpose_and_within_the_limit(site):
	with pytest.raises(BadInputError, match="Purpose curiosity is not known"):
		search.by_phone("13812345678", "curiosity")
	for text in ("路灯", "12345", ""):
		with pytest.raises(BadInputError, match="no telephone number"):
			search.by_phone(text, "Emergency")
	site.db.set_single_value("Community Gov Settings", "reveal_per_hour", 1)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	phone = person_phone(site, make_resident(site))
	# Other tests have left looks of the demo's accounts.
	site.set_user(make_account(site, roles=("Community Administrator",)))
	search.by_phone(phone, "Emergency")
	with pytest.raises(ConflictError, match="within an hour"):
		search.by_phone(phone, "Emergency")


def test_what_cannot_be_searched_says_so(site):
	assert search.find("灯", 5)["is_short"] is False, "one sign may be a name"
	assert search.names("Case", "灯", 5) == {"names": [], "more": False, "is_short": True}
	with pytest.raises(BadInputError, match="has 141 characters"):
		search.find("灯" * 141, 5)
	with pytest.raises(BadInputError, match="User is not searched"):
		search.names("User", "路灯", 5)


@pytest.mark.parametrize(
	("typed", "is_found"),
	[
		*(("+{0} -井盖", True), ("{0}*", True), ('"{0}"', True), ("%{0}%", True), ("{0}\\", True)),
		*(("\x00{0}", True), ("'; {0} --", True), ("~{0} <井盖 >路灯 @1", False), ("{0}) or 1=1 --", False)),
	],
)
def test_nothing_typed_is_an_operator(site, typed, is_found):
	"""Signs are left out, and every word must be there: none excludes, none is one of several."""
	word = rare()
	case = make_case(site, title=f"{word}路灯井盖")
	make_case(site, title="路灯井盖")
	found_names = [case.name] if is_found else []
	assert [hit["name"] for hit in search.find(typed.format(word), 5)["hits"]] == found_names
