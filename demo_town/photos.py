"""Photos of what is still open of the quarter: a few streets for each kind of problem, as files of each case's own."""

from functools import cache

import frappe

from case_simulator.plan import mark
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


def _attach(doctype: str, name: str, scene: str, street: int, solved: bool = False) -> None:
	photos.attach_to_stored(frappe.get_doc(doctype, name), [_read(scene, street, solved)])


@cache
def _read(scene: str, street: int, solved: bool) -> tuple:
	"""(file name, cleaned photo), drawn and checked once."""
	name = f"{scene}-{'after' if solved else 'before'}.jpg"
	return photos.read_all([(name, street_photo(scene, f"street {street}", solved))])[0]
