"""Frappe's Data Import is a way in like any other: forged fields are dropped, guards hold."""

import pytest

GRID = "421281001002001"
HEADER = "Title,Description,Grid,Source,Workflow State,Stage,Round,Reported At,Closed At\n"
REFUSED = "ImmutableError: refused before any row"
FORGED = "Imported,Heap,{grid},Hotline,Closed,Closed,7,2020-01-01 00:00:00,2020-01-02 00:00:00\n"


@pytest.fixture
def run_import(site, monkeypatch):
	"""run_import(doctype, kind, text) -> log rows; everything stays in the test's transaction."""
	from frappe.core.doctype.data_import.importer import Importer

	monkeypatch.setattr(site.db, "commit", lambda: None)

	def run(doctype: str, kind: str, text: str) -> list:
		file = site.new_doc("File")
		file.update({"file_name": "import.csv", "is_private": 1, "content": text.encode()})
		file.insert()
		data_import = site.new_doc("Data Import")
		values = {
			"reference_doctype": doctype,
			"import_type": kind,
			"import_file": file.file_url,
			"mute_emails": 1,
		}
		data_import.update(values)
		try:
			data_import.insert()
		except site.ValidationError as error:
			# Frappe 16 imports only into DocTypes that say so.
			assert "Data Import is not allowed" in str(error) and not site.get_meta(doctype).allow_import
			return [site._dict(success=0, exception=REFUSED)]
		Importer(doctype, data_import=data_import).import_data()
		site.flags.in_import = False
		return site.get_all(
			"Data Import Log",
			{"data_import": data_import.name},
			["success", "docname", "messages", "exception"],
			order_by="log_index asc",
		)

	return run


def test_imported_case_starts_at_the_beginning(site, run_import):
	rows = run_import("Case", "Insert New Records", HEADER + FORGED.format(grid=GRID))
	assert [row.success for row in rows] == [1], rows
	case = site.get_doc("Case", rows[0].docname)
	assert (case.stage, case.workflow_state, case.round, case.closed_at) == ("Reported", "Reported", 1, None)
	assert case.reported_at.year > 2020
	events = site.get_all("Case Event", {"case_file": case.name}, pluck="event", order_by="happened_at asc")
	assert events == ["Reported"]


def test_import_cannot_close_a_case(site, run_import):
	case = site.new_doc("Case")
	case.update({"description": "Heap", "grid": GRID, "source": "Patrol"})
	case.insert()
	text = f"ID,Workflow State,Stage\n{case.name},Closed,Closed\n"
	rows = run_import("Case", "Update Existing Records", text)
	assert [row.success for row in rows] == [0], rows
	assert "StageGuardError" in rows[0].exception


def test_import_cannot_write_entries_of_the_system(site, run_import):
	volunteer = site.get_all("Volunteer", pluck="name", order_by="name asc", limit=1)[0]
	before = site.get_value("Volunteer", volunteer, "balance")
	rows = run_import(
		"Point Entry", "Insert New Records", f"Volunteer,Kind,Amount\n{volunteer},Release,500\n"
	)
	assert not any(row.success for row in rows)
	assert site.get_value("Volunteer", volunteer, "balance") == before


def test_nothing_of_the_ledger_is_imported(site, run_import):
	"""Entries, lots and what they follow are the system's; an import of Administrator is a client like any other."""
	# A failed row undoes the transaction, so this takes a volunteer who stays.
	person = site.get_all("Volunteer", pluck="name", order_by="name asc", limit=1)[0]
	before = books_of(site, person)
	entry = f"Volunteer,Kind,Amount\n{person},Credit,500\n"
	lot = f"Volunteer,Amount,Remaining,Opened On\n{person},500,500,2024-01-01\n"
	for doctype, text in (("Point Entry", entry), ("Point Lot", lot)):
		rows = run_import(doctype, "Insert New Records", text)
		assert not any(row.success for row in rows), rows
		assert any("ImmutableError" in (row.exception or "") for row in rows), rows
	assert books_of(site, person) == before


def books_of(site, person: str) -> tuple:
	stored = site.db.get_value("Volunteer", person, ["balance", "held_points"])
	return (
		stored,
		site.db.count("Point Entry", {"volunteer": person}),
		site.db.count("Point Lot", {"volunteer": person}),
	)


def test_an_import_sets_neither_balance_nor_stock_nor_hours(site, run_import):
	person = site.new_doc("Volunteer").update({"full_name": "导入演示", "grid": GRID}).insert().name
	goods = (
		site.new_doc("Reward Item").update({"item_name": f"导入{person}", "points": 5, "stock": 3}).insert()
	)
	run_import(
		"Volunteer", "Update Existing Records", f"ID,Balance,Held Points,Confirmed Hours\n{person},99,9,99\n"
	)
	run_import("Reward Item", "Update Existing Records", f"ID,Stock,Held Stock\n{goods.name},99,9\n")
	assert site.get_value("Volunteer", person, ["balance", "held_points", "hours"]) == (0, 0, 0)
	assert site.get_value("Reward Item", goods.name, ["stock", "held_stock"]) == (3, 0)
	times = "2024-03-01 09:00:00,2024-03-01 10:00:00"
	head = "Volunteer,Began At,Over At,Hours Recognised,Points,Workflow State,Stage,Source\n"
	rows = run_import(
		"Service Record", "Insert New Records", f"{head}{person},{times},9,99,Confirmed,Confirmed,Check-in\n"
	)
	assert [row.success for row in rows] == [1], rows
	doc = site.get_doc("Service Record", rows[0].docname)
	assert (doc.stage, doc.hours, doc.points, doc.source) == ("Recorded", 1, 0, "By Hand")
