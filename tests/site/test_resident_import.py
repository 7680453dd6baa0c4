"""Loading sheets of residents: the same records as typed ones, once, and whole."""

import io
from uuid import uuid4

import pytest
from openpyxl import Workbook, load_workbook

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.identity import protected_numbers, reveal
from community_gov.registry.resident_import import files, importing, queue
from community_gov.registry.resident_import.sheet_reader import COLUMNS
from tests.support.registry import (
	COMMUNITY,
	FAR_GRID,
	GRID,
	make_building,
	make_household,
	make_resident,
	person_values,
)

HEAD = ["姓名", "身份证号", "手机号", "小区", "楼栋", "单元", "房号", "与户主关系", "人员类型"]
# What every insert writes anew.
STAMPS = {"name", "creation", "modified", "household", "resident", "recorded_at", "household_code"}


def sheet_file(site, rows: list[list], head: list[str] = HEAD):
	book = Workbook()
	for row in [head, *rows]:
		book.active.append(row)
	out = io.BytesIO()
	book.save(out)
	values = {"file_name": f"{uuid4().hex}.xlsx", "is_private": 1, "content": out.getvalue()}
	return site.get_doc({"doctype": "File", **values}).insert()


def make_import(site, rows: list[list], head: list[str] = HEAD, **values):
	file = sheet_file(site, rows, head)
	values = {"sheet": file.file_url, "grid": COMMUNITY, **values}
	return site.get_doc({"doctype": "Resident Import", **values}).insert()


def line(room: int = 501, relation: str = "户主", building: str = "9栋", **changes) -> list:
	person = person_values()
	cells = [person["full_name"], person["identity_number"], person["mobile"], "导入小区"]
	row = dict(zip(HEAD, [*cells, building, "2", room, relation, "常住"], strict=True))
	return list({**row, **changes}.values())


def checked(site, *rows, **values):
	order = make_import(site, list(rows), **values)
	importing.begin(order, importing.CHECKING)
	importing.check_sheet(order.name)
	return order.reload() or order


def loaded(site, *rows, **values):
	order = checked(site, *rows, **values)
	importing.begin(order, importing.LOADING)
	finish(order)
	return order


def finish(order):
	work = files.read(order, order.sheet_digest)
	while order.status == importing.LOADING:
		importing.load_next_chunk(order, work)


def counts(order) -> tuple[int, int, int, int]:
	order.reload()
	return order.total_rows, order.new_count, order.known_count, order.failed_count


def person(site, row: list):
	number = protected_numbers.fingerprint(str(row[1]))
	return site.get_doc("Resident", {"identity_fingerprint": number})


def test_a_preview_tells_and_writes_nothing(site):
	before = site.db.count("Resident"), site.db.count("Building"), site.db.count("Household")
	bad = line(502, 身份证号="340000195002030181")
	order = checked(site, line(), line(relation="妻"), bad)
	assert (order.status, *counts(order)) == ("Checked", 3, 2, 0, 1)
	told = importing.status_of(order)
	assert [(row["line"], row["column"]) for row in told["problems"]] == [(4, "")]
	assert "fails its check" in told["problems"][0]["reason"]
	assert (site.db.count("Resident"), site.db.count("Building"), site.db.count("Household")) == before


def test_a_family_is_loaded_with_its_home(site):
	rows = [line(relation="妻"), line(), line(relation="长子")]
	order = loaded(site, *rows)
	assert (order.status, *counts(order)) == ("Loaded", 3, 3, 0, 0)
	wife, head, son = (person(site, row) for row in rows)
	home = site.get_doc("Household", head.household)
	assert (home.head, home.member_count, home.status, home.without_head) == (head.name, 3, "Occupied", 0)
	assert home.household_title == "导入小区 9栋2单元501室" and home.grid == COMMUNITY
	assert [doc.relation_to_head for doc in (wife, head, son)] == ["Spouse", "Head", "Son or Daughter"]
	assert {doc.household for doc in (wife, son)} == {home.name}
	assert site.db.get_value("Building", home.building, "building_title") == "导入小区 9栋"


FULL_HEAD = [
	*HEAD,
	"证件类型",
	"性别",
	"出生日期",
	"户籍地",
	"现住地",
	"国籍",
	"监护人",
	"监护人电话",
	"入住日期",
]
FIELDS = ("full_name", "identity_number", "mobile", "relation_to_head", "residence_kind", "identity_type")
FIELDS += ("sex", "birth_date", "registered_place", "nationality", "guardian_name", "guardian_mobile")
FIELDS += ("moved_in_on",)


def typed(index: int, **values) -> dict:
	"""What a clerk types of a person; `index` tells the rooms apart, None means no household."""
	person = person_values()
	plain = {name: person[name] for name in ("full_name", "identity_number", "mobile")}
	room = {"room_number": str(600 + index)} if index else {"address": "演示路五号"}
	return {**plain, "residence_kind": "Registered", **room, **values}


VARIANTS = (
	lambda: typed(1, relation_to_head="Head", moved_in_on="2019-05-06", registered_place="湖北赤壁"),
	lambda: typed(1, relation_to_head="Spouse", mobile=None, residence_kind="Elsewhere"),
	lambda: typed(
		1, relation_to_head="Son or Daughter", identity_number=None, birth_date="2001-02-03", sex="Male"
	),
	lambda: typed(2, residence_kind="Floating", mobile="+82 10-1234-5678"),
	lambda: typed(
		*(2,),
		identity_type="Passport",
		identity_number=f"E{uuid4().int % 10**8:08}",
		nationality="大韩民国",
		sex="Female",
	),
	lambda: typed(
		*(2,),
		identity_number=None,
		birth_date="2020-02-03",
		guardian_name="钱演示",
		guardian_mobile=person_values()["mobile"],
	),
	lambda: typed(0, relation_to_head="Head"),
	lambda: typed(0, identity_number=None, mobile=None),
)
WORDS = {
	**{
		"Head": "户主",
		"Spouse": "妻",
		"Son or Daughter": "长子",
		"Registered": "常住",
		"Floating": "流动人口",
	},
	**{"Elsewhere": "人户分离", "Passport": "护照", "Male": "男", "Female": "女"},
}


def as_line(values: dict) -> list:
	home = (
		{"compound": "导入小区", "building_number": "8栋", "unit_number": "2"}
		if "room_number" in values
		else {}
	)
	written = {name: WORDS.get(value, value) for name, value in {**values, **home}.items()}
	return [written.get(COLUMNS.field_of(heading)) for heading in FULL_HEAD]


def test_loaded_rows_are_those_of_documents(site):
	building = make_building(site, "8栋", COMMUNITY, "导入小区")
	people = [variant() for variant in VARIANTS]
	order = make_import(site, [as_line(values) for values in people], FULL_HEAD)
	importing.begin(order, importing.CHECKING)
	importing.check_sheet(order.name)
	importing.begin(order.reload() or order, importing.LOADING)
	finish(order)
	assert counts(order) == (8, 8, 0, 0), order.problems
	names = [
		site.db.get_value("Resident", {"full_name": row["full_name"], "grid": COMMUNITY}) for row in people
	]
	loaded_rows = [snapshot(site, site.get_doc("Resident", name)) for name in names]
	for name in names:
		wipe(site, name)
	homes = {number: make_household(site, building, "2", number).name for number in ("601", "602")}
	documents = []
	for values in people:
		number = values.get("room_number")
		place = {"household": homes[number]} if number else {"grid": COMMUNITY, "address": values["address"]}
		person_typed = {name: values[name] for name in FIELDS if name in values}
		documents.append(site.get_doc({"doctype": "Resident", **person_typed, **place}).insert())
	assert [snapshot(site, doc) for doc in documents] == loaded_rows


def snapshot(site, resident) -> list[dict]:
	"""Every column of the person, the household and the record, but for stamps; secrets in plain."""
	rows = []
	for doctype, filters in (
		("Resident", {"name": resident.name}),
		("Household", {"name": resident.household or "nobody's"}),
		("Residence Record", {"resident": resident.name}),
	):
		row = site.db.get_value(doctype, filters, "*", as_dict=True) or site._dict()
		for name in ("identity_number", "mobile", "guardian_mobile"):
			if doctype == "Resident":
				row[f"plain_{name}"] = protected_numbers.plain(resident, name)
		row.head = bool(row.get("head"))
		secret = {name for name in row if name.endswith("_secret")}
		rows.append({name: value for name, value in row.items() if name not in STAMPS | secret})
	return rows


def wipe(site, name: str):
	household = site.db.get_value("Resident", name, "household")
	site.db.delete("Residence Record", {"resident": name})
	site.db.delete("Resident", {"name": name})
	site.db.delete("Household", {"name": household})


def test_loading_twice_changes_nothing(site):
	rows = [line(), line(relation="妻"), line(None, 房号=None), line(503, 身份证号=None)]
	order = loaded(site, *rows)
	assert counts(order) == (4, 4, 0, 0)
	tables = ("Resident", "Household", "Building", "Residential Compound", "Residence Record")
	before = {table: site.db.sql(f"select * from `tab{table}` order by name") for table in tables}
	again = loaded(site, *rows)
	assert counts(again) == (4, 0, 4, 0), again.problems
	assert {table: site.db.sql(f"select * from `tab{table}` order by name") for table in tables} == before


def test_people_on_file_stay_as_they_are_unless_gaps_are_filled(site):
	household = make_household(site, make_building(site, "9栋", GRID, "导入小区"))
	known = make_resident(site, household, mobile=None)
	row = line(
		姓名=known.full_name, 身份证号=protected_numbers.plain(known, "identity_number"), 与户主关系=""
	)
	assert counts(loaded(site, row)) == (1, 0, 1, 0)
	assert not site.db.get_value("Resident", known.name, "mobile")
	assert counts(loaded(site, row, fill_gaps=1)) == (1, 0, 1, 0)
	assert protected_numbers.plain(known, "mobile") == row[2]


def test_a_row_that_fails_is_left_out_and_named(site):
	other = make_resident(site)
	taken = protected_numbers.plain(other, "identity_number")
	rows = [
		line(),
		line(),
		line(502, 身份证号=taken),
		line(503, 手机号="12345"),
		line(504, 小区=None),
		line(505, 身份证号=340000195002030000),
	]
	order = loaded(site, *rows)
	assert counts(order) == (6, 1, 0, 5)
	told = {row["line"]: row for row in importing.status_of(order)["problems"]}
	words = {
		3: "has a head already",
		4: "another name",
		5: "is a short number",
		6: "without its compound",
		7: "of row 7 holds a number that a spreadsheet has rounded",
	}
	assert sorted(told) == sorted(words)
	assert all(words[number] in told[number]["reason"] for number in words)
	sheet = load_workbook(io.BytesIO(files.failed_rows(order, importing.problems_of(order)))).active
	back = list(sheet.iter_rows(values_only=True))
	assert [row[-1] for row in back[1:]] == [3, 4, 5, 6, 7]
	assert back[1][: len(HEAD)] == tuple(str(cell) if n != 6 else cell for n, cell in enumerate(rows[1]))
	assert not site.db.exists(
		"Household", {"place_key": ["like", "%/2/503"], "household_title": ["like", "导入%"]}
	)


def test_a_child_needs_a_guardian_who_may_be_of_the_household(site):
	mother = line(relation="户主")
	head = [*HEAD, "出生日期", "监护人"]
	child = ["孙演示", None, None, "导入小区", "9栋", "2", 501, "子", "常住", "2020-05-06"]
	order = make_import(
		site, [[*mother, None, None], [*child, mother[0]], [*child[:6], 502, *child[7:], None]], head
	)
	importing.begin(order, importing.CHECKING)
	importing.check_sheet(order.name)
	importing.begin(order.reload() or order, importing.LOADING)
	finish(order)
	assert counts(order) == (3, 2, 0, 1)
	son = site.get_doc("Resident", {"full_name": "孙演示"})
	assert son.guardian == person(site, mother).name
	assert "under 14" in importing.status_of(order)["problems"][0]["reason"]


def test_no_places_are_made_without_leave(site):
	order = loaded(site, line(), create_places=0)
	assert counts(order) == (1, 0, 0, 1)
	assert "not on file" in importing.status_of(order)["problems"][0]["reason"]
	assert not site.db.exists("Residential Compound", {"compound_name": "导入小区"})


def test_what_was_killed_goes_on_where_it_stopped(site, monkeypatch):
	monkeypatch.setattr(importing, "CHUNK", 1)
	rows = [line(room) for room in range(501, 506)]
	order = checked(site, *rows)
	importing.begin(order, importing.LOADING)
	work = files.read(order)
	importing.load_next_chunk(order, work)
	site.db.savepoint("killed")
	importing.load_next_chunk(order, work)
	assert (order.done_rows, order.new_count) == (2, 2)
	site.db.rollback(save_point="killed")
	order.reload()
	assert (order.done_rows, order.new_count, order.next_home) == (1, 1, 1)
	finish(order)
	assert (order.status, *counts(order)) == ("Loaded", 5, 5, 0, 0)
	assert len({person(site, row).name for row in rows}) == 5


def test_it_does_not_begin_unchecked_or_twice(site):
	order = make_import(site, [line()])
	with pytest.raises(ConflictError, match="Check the sheet first"):
		importing.begin(order, importing.LOADING)
	order = loaded(site, line())
	for status in (importing.LOADING, importing.CHECKING):
		with pytest.raises(ConflictError, match="make a new import"):
			importing.begin(order, status)
	order.grid = GRID
	with pytest.raises(ConflictError, match="loaded already"):
		order.save()


def test_another_sheet_is_checked_again(site):
	order = checked(site, line())
	order.sheet = sheet_file(site, [line()]).file_url
	order.save()
	assert (order.status, order.sheet_digest) == ("Not Checked", None)
	with pytest.raises(BadInputError, match="not the one that was checked"):
		files.read(order, "0" * 64)


def test_an_error_stops_it_and_tells_no_number(site, monkeypatch):
	row = line()
	order = checked(site, row)
	importing.begin(order, importing.LOADING)

	def broken(_plan):
		raise RuntimeError(f"Duplicate entry {row[1]}")

	monkeypatch.setattr(importing.loading, "write", broken)
	monkeypatch.setattr(site.db, "commit", lambda *args, **kwargs: None)
	monkeypatch.setattr(site.db, "rollback", lambda *args, **kwargs: None)
	queue.run(order.name)
	order.reload()
	assert order.status == "Stopped" and "Start it again" in order.message
	log = site.get_last_doc("Error Log")
	assert order.name in log.method and "RuntimeError" in log.error and row[1] not in log.error


def test_a_race_is_planned_anew(site, monkeypatch):
	order = checked(site, line())
	importing.begin(order, importing.LOADING)
	write, tries = importing.loading.write, []

	def racing(plan):
		tries.append(plan)
		if len(tries) <= queue.RETRIES:
			raise RuntimeError(queue.DUPLICATE, "Duplicate entry")
		return write(plan)

	monkeypatch.setattr(importing.loading, "write", racing)
	monkeypatch.setattr(site.db, "commit", lambda *args, **kwargs: None)
	monkeypatch.setattr(site.db, "rollback", lambda *args, **kwargs: None)
	queue.run(order.name)
	assert (order.reload() or order).status == "Loaded" and counts(order) == (1, 1, 0, 0)
	assert len(tries) == queue.RETRIES + 1


def test_what_stalled_is_queued_again(site, travel, monkeypatch):
	queued = []
	monkeypatch.setattr(queue, "enqueue", lambda order: queued.append(order.name))
	order = checked(site, line())
	importing.begin(order, importing.LOADING)
	queue.resume_stalled()
	assert order.name not in queued
	travel("2099-01-01 12:00")
	queue.resume_stalled()
	queue.resume_stalled()
	assert queued.count(order.name) == 1


def test_the_sheet_is_deleted_in_time(site, travel, monkeypatch):
	settings = site.get_cached_doc("Community Gov Settings")
	monkeypatch.setattr(settings, "import_sheet_days", 10)
	monkeypatch.setattr(site, "get_cached_doc", lambda *args: settings)
	travel("2030-01-01 12:00")
	order = loaded(site, line())
	file = site.db.get_value("File", {"file_url": order.sheet})
	files.delete_old_files()
	travel("2030-01-11 11:00")
	files.delete_old_files()
	assert site.db.exists("File", file)
	travel("2030-01-11 13:00")
	files.delete_old_files()
	assert not site.db.exists("File", file)
	assert not site.db.get_value("Resident Import", order.name, "sheet")


def test_the_template_is_a_sheet_that_can_be_read(site):
	sheet = files.read_sheet(files.template())
	assert None not in sheet.fields
	rows, problems = files.rows_of(sheet)
	assert problems == [] and rows[0].values["full_name"] == "王演示"


def test_long_and_marked_up_texts_are_treated_as_in_the_form(site):
	row = line(小区="导" * 120, 房号="5" * 20, 楼栋="九" * 60)
	order = checked(site, row)
	assert counts(order) == (1, 0, 0, 1)
	row = line(姓名="王<b>演示</b><script>x</script>")
	order = loaded(site, row)
	assert counts(order) == (1, 1, 0, 0)
	form = make_resident(site, full_name=row[0])
	assert person(site, row).full_name == form.full_name


def test_a_check_leaves_a_trace(site):
	taken = site.get_doc(person_values(grid=FAR_GRID)).insert()
	row = line(身份证号=protected_numbers.plain(taken, "identity_number"))
	order = checked(site, line(), row)
	trace = site.get_last_doc("Sensitive Access Log")
	assert (trace.reference_doctype, trace.reference_name) == ("Resident Import", order.name)
	assert (trace.purpose, trace.user) == ("Comparison with a Sheet", "Administrator")
	assert "2 lines compared, 0 of them known, 1 with problems" in trace.detail
	(problem,) = importing.status_of(order)["problems"]
	assert problem["reason"].startswith("This identity number is registered already.")
	words = (taken.full_name, taken.name, FAR_GRID, "Hefei", "蜀山")
	assert not any(word in problem["reason"] for word in words)


def test_the_purpose_of_a_sheet_is_not_one_of_a_look(site):
	person = make_resident(site)
	with pytest.raises(BadInputError, match="not known"):
		reveal.reveal(person, "mobile", reveal.SHEET)


NUMBERED = [*HEAD, "户编号"]


def numbered(site, *rows, **values):
	order = make_import(site, list(rows), NUMBERED, **values)
	importing.begin(order, importing.CHECKING)
	importing.check_sheet(order.name)
	importing.begin(order.reload() or order, importing.LOADING)
	finish(order)
	return order


def without_room(relation: str) -> list:
	return line(None, relation, None, 房号=None, 单元=None, 小区=None)


def test_a_number_names_the_household_on_file_or_that_of_another_line(site):
	building = make_building(site, "9栋", GRID, "导入小区")
	home = make_household(site, building, household_number="H-77")
	rows = [without_room("户主"), without_room("妻"), without_room("子"), line(601), line(601, "子")]
	order = numbered(
		site,
		*([*row, number] for row, number in zip(rows, ["H-77"] * 2 + ["H-88"] * 2 + [None], strict=True)),
	)
	assert counts(order) == (5, 5, 0, 0), order.problems
	head, wife, late, other, son = (person(site, row) for row in rows)
	assert head.household == wife.household == home.name
	assert (home.reload() or home).head == head.name and home.member_count == 2
	assert late.household == other.household == son.household != home.name
	assert site.db.get_value("Household", other.household, "household_number") == "H-88"


def test_a_number_of_two_households_or_of_none_names_no_home(site):
	several = f"H-{uuid4().hex[:8]}"
	# A household without a room is nobody's home only because a line has no room either.
	site.get_doc({"doctype": "Household", "grid": GRID, "address": "无门牌"}).insert()
	building = make_building(site, "9栋", GRID, "导入小区")
	for room in ("701", "702"):
		make_household(site, building, room=room, household_number=several)
	rows = [[*without_room("户主"), several], [*without_room("户主"), f"{several}-0"]]
	order = numbered(site, *rows)
	assert counts(order) == (2, 1, 0, 1)
	assert "Several households" in importing.status_of(order)["problems"][0]["reason"]
	assert not person(site, rows[1]).household
	row = [*line(701), several]
	assert counts(numbered(site, row)) == (1, 1, 0, 0)
	assert site.db.get_value("Household", person(site, row).household, "room_number") == "701"
