"""Photos of the quarter: a few streets for each kind of problem, before and after.

What is open has files of its own; the thousands that are closed share those of their street, each under a File of its own.
"""

from functools import cache

import frappe

from case_simulator.plan import mark
from case_simulator.rows import inserts
from community_gov.casework.intake import photos
from community_gov.demo.scenes import street_photo
from demo_town.quarter import DAYS, SEED

STREETS = 4
SCENES = {
	**dict.fromkeys(("M06010", "M06011", "M06036"), "heap"),
	**dict.fromkeys(("M06012", "M06017"), "litter"),
	**dict.fromkeys(("M06041", "M06042"), "bins"),
	**dict.fromkeys(("M09001", "M09005", "M09006"), "stall"),
	**dict.fromkeys(("M09010", "M09011"), "bikes"),
	**dict.fromkeys(("M01002", "M01003"), "cover"),
	**dict.fromkeys(("M01004", "M06993"), "flood"),
	**{"M06013": "hole", "M06998": "dog", "M06999": "wires", "M07001": "adverts", "M09012": "cars"},
}


def load_photos() -> None:
	"""Of the problem, and of what the unit left behind where it has answered; the hotline sends none."""
	open_cases = {
		"description": ["like", f"%\n{mark(f'{SEED}-{DAYS}-').rstrip('〕')}%"],
		"stage_category": "Open",
		"source": ["!=", "Hotline"],
	}
	names = {frappe.get_cached_value("Case Category", code, "category_name"): code for code in SCENES}
	rows = frappe.get_all("Case", open_cases, ["name", "title", "stage"], order_by="name asc")
	for number, row in enumerate(rows):
		# The public names no category, but titles end with the name of one.
		scene = SCENES[next(code for name, code in names.items() if row.title.endswith(name))]
		_attach("Case", row.name, scene, number % STREETS)
		if row.stage == "Checking":
			answered = {"case_file": row.name, "stage": "Closed"}
			for name in frappe.get_all("Case Dispatch", answered, pluck="name", order_by="name asc"):
				_attach("Case Dispatch", name, scene, number % STREETS, solved=True)


def load_closed_photos() -> int:
	"""The problem and what the lead left behind, of each closed case that has none; returns how many pictures were shared."""
	names = {frappe.get_cached_value("Case Category", code, "category_name"): code for code in SCENES}
	rows = _closed_without_photos()
	leads = _answers_of({row.name for row in rows})
	copies: dict[str, list[dict]] = {"File": [], "Case Photo": []}
	for number, row in enumerate(rows):
		scene = SCENES[next(code for name, code in names.items() if row.title.endswith(name))]
		places = [("Case", row.name, False)] if row.source != "Hotline" else []
		places += [("Case Dispatch", leads[row.name], True)] if row.name in leads else []
		for doctype, name, solved in places:
			_share(copies, doctype, name, (scene, number % STREETS, solved))
	for statement in inserts(copies):
		# Raw SQL: thousands of rows of literals a statement.
		frappe.db.sql(statement)
	_drawn.clear()
	return sum(map(len, copies.values())) // 2


def _closed_without_photos() -> list[frappe._dict]:
	case, photo = frappe.qb.DocType("Case"), frappe.qb.DocType("Case Photo")
	query = (
		frappe.qb.from_(case).left_join(photo).on((photo.parent == case.name) & (photo.parenttype == "Case"))
	)
	query = query.select(case.name, case.title, case.source).where(
		photo.name.isnull() & (case.stage == "Closed")
	)
	begin = mark(f"{SEED}-{DAYS}-").rstrip("〕")
	return query.where(case.description.like(f"%\n{begin}%")).orderby(case.name).run(as_dict=True)


def _answers_of(cases: set[str]) -> dict[str, str]:
	"""Case -> its last answered lead dispatch without photos."""
	dispatch, photo = frappe.qb.DocType("Case Dispatch"), frappe.qb.DocType("Case Photo")
	query = frappe.qb.from_(dispatch).left_join(photo).on(photo.parent == dispatch.name)
	query = query.select(dispatch.case_file, dispatch.name).orderby(dispatch.name)
	query = query.where(photo.name.isnull() & (dispatch.duty == "Lead") & dispatch.answered_at.isnotnull())
	return {case: name for case, name in query.run() if case in cases}


# (scene, street, solved) -> rows of the File and the Case Photo that were stored first, for this loading.
_drawn: dict[tuple, tuple[dict, dict]] = {}


def _share(copies: dict[str, list[dict]], doctype: str, name: str, picture: tuple) -> None:
	"""The first of a picture is stored as any photo; the others are rows with its address."""
	if picture not in _drawn:
		_attach(doctype, name, *picture)
		_drawn[picture] = _stored(doctype, name)
		return
	file, photo = _drawn[picture]
	own = {"attached_to_doctype": doctype, "attached_to_name": name}
	copies["File"].append({**file, **own, "name": frappe.generate_hash(length=12)})
	own = {"parenttype": doctype, "parent": name, "name": frappe.generate_hash(length=12)}
	copies["Case Photo"].append({**photo, **own})


def _stored(doctype: str, name: str) -> tuple[dict, dict]:
	"""Copies of the last photo of a document, as rows."""
	photo = frappe.get_last_doc("Case Photo", {"parenttype": doctype, "parent": name}).as_dict(no_nulls=True)
	file = frappe.get_doc("File", {"file_url": photo.image, "attached_to_name": name}).as_dict(no_nulls=True)
	left_out = ("doctype", "docstatus")
	return tuple({key: value for key, value in row.items() if key not in left_out} for row in (file, photo))


def _attach(doctype: str, name: str, scene: str, street: int, solved: bool = False) -> None:
	photos.attach_to_stored(frappe.get_doc(doctype, name), [_read(scene, street, solved)])


@cache
def _read(scene: str, street: int, solved: bool) -> tuple:
	"""(file name, cleaned photo), drawn and checked once."""
	name = f"{scene}-{'after' if solved else 'before'}.jpg"
	return photos.read_all([(name, street_photo(scene, f"street {street}", solved))])[0]
