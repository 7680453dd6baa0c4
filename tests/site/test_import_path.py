"""Frappe's Data Import is a way in like any other: forged fields are dropped, guards hold."""

import pytest

from frappe.core.doctype.data_import.importer import Importer

GRID = "421281001002001"
HEADER = "Title,Description,Grid,Source,Workflow State,Stage,Round,Reported At,Closed At\n"
FORGED = "Imported,Heap,{grid},Hotline,Closed,Closed,7,2020-01-01 00:00:00,2020-01-02 00:00:00\n"


@pytest.fixture
def run_import(site, monkeypatch):
	"""run_import(doctype, kind, text) -> log rows; everything stays in the test's transaction."""
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
		data_import.insert()
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
