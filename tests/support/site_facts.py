"""Facts about a site as JSON, read in a process of its own: `site_facts.py SITE kept|opened|traces`."""

import hashlib
import json
import sys

import frappe

APP, MODULE = "community_gov", "Community Gov"


def kept() -> dict:
	"""What an upgrade, a backup and a restore must keep."""
	from community_gov.core.stages.rules import STAGES_OF

	own = frappe.get_all("DocType", {"module": MODULE, "issingle": 0}, pluck="name", order_by="name asc")
	workflow = frappe.get_doc("Workflow", {"document_type": "Case"})
	return {
		"counts": {doctype: frappe.db.count(doctype) for doctype in own},
		"stages": {doctype: stages_of(doctype) for doctype in STAGES_OF},
		"code_fingerprints": pairs("Case", "tracking_code_fingerprint"),
		"balances": pairs("Volunteer", "balance"),
		"people": people(),
		"last_series": dict(frappe.db.sql("select name, current from tabSeries")),
		"workflow": {"states": [row.state for row in workflow.states]},
		"left_alone": frappe.get_all(
			"Shipped Record", {"status": ["!=", "In Step"]}, pluck="reference_name", order_by="name asc"
		),
		"files": frappe.db.count("File"),
		"searched": searched(),
	}


def searched() -> dict[str, list[int]]:
	"""How many documents of each kind the search knows, and with how many words."""
	from community_gov.search.index import ENTRIES, WORDS

	rows = frappe.db.sql(
		f"select doctype, count(distinct e.id), count(word) from `{ENTRIES}` e left join `{WORDS}` on entry = e.id group by 1"
	)
	return {doctype: [entries, words] for doctype, entries, words in rows}


def opened() -> dict:
	"""Which case each code of {case: code} opens, what is left of plain codes, and what names the reporter of an anonymous case."""
	from community_gov.casework.intake.tracking import case_by_code
	from community_gov.patches.fingerprint_codes import CODES

	codes = json.loads(sys.stdin.read())
	anonymous = frappe.get_all("Case", {"is_anonymous": 1}, pluck="name", order_by="name asc")
	found = {
		"Case": frappe.get_all(
			"Case", {"name": ["in", anonymous]}, ["owner", "reporter"], order_by="name asc"
		),
		"Case Event": frappe.get_all(
			"Case Event",
			{"case_file": ["in", anonymous], "event": "Reported"},
			["owner", "actor"],
			order_by="name asc",
		),
	}
	return {
		"cases": {name: case_by_code(code) for name, code in codes.items()},
		"columns": [name for name, column in CODES if column in frappe.db.get_table_columns(name)],
		"accounts": sorted({account for rows in found.values() for row in rows for account in row.values()}),
	}


def stages_of(doctype: str) -> dict[str, int]:
	found: dict[str, int] = {}
	for stage in frappe.get_all(doctype, pluck="stage", order_by="name asc"):
		found[stage] = found.get(stage, 0) + 1
	return found


def pairs(doctype: str, fieldname: str) -> dict:
	rows = frappe.get_all(doctype, fields=["name", fieldname], order_by="name asc")
	return {row.name: row[fieldname] for row in rows}


def people() -> dict[str, dict]:
	"""Numbers as people see them, as they are found, and as a digest of what the key opens."""
	from community_gov.registry.identity.protected_numbers import fingerprint, unseal

	fields = ["name", "identity_secret", "identity_number", "identity_fingerprint"]
	rows = frappe.get_all(
		"Resident", {"identity_secret": ["is", "set"]}, fields, order_by="name asc", limit_page_length=8
	)
	found = {}
	for row in rows:
		number = unseal(row.identity_secret, "Resident", "identity")
		assert fingerprint(number) == row.identity_fingerprint, row.name
		found[row.name] = {
			"mask": row.identity_number,
			"fingerprint": row.identity_fingerprint,
			"number_sha256": hashlib.sha256(number.encode()).hexdigest(),
		}
	return found


def traces() -> dict[str, list[str]]:
	"""What of the app is left on a site: tables, columns, roles, and rows that name a DocType of the app."""
	names = json.loads(sys.stdin.read() or "[]")
	return {
		"tables": [
			name
			for name in frappe.db.get_tables(cached=False)
			if name.removeprefix("tab") in names or name.startswith(f"__{APP}")
		],
		"columns": [
			column
			for doctype in ("File", "Workflow Document State")
			for column in frappe.db.get_table_columns(doctype)
			if column in ("stage", "photo_checked", "photo_taken_at", "photo_latitude", "photo_longitude")
		],
		"modules": frappe.get_all("Module Def", {"app_name": APP}, pluck="name", order_by="name asc"),
		"apps": [name for name in frappe.get_installed_apps() if name == APP],
		"custom_fields": frappe.get_all(
			"Custom Field", {"module": MODULE}, pluck="name", order_by="name asc"
		),
		"jobs": frappe.get_all(
			"Scheduled Job Type", {"method": ["like", f"{APP}.%"]}, pluck="name", order_by="name asc"
		),
		"references": sorted(references(names)),
		"tiles": [doctype for doctype in ("Desktop Icon", "Workspace Sidebar") if has_tiles(doctype)],
		"singles": [
			name for (name,) in frappe.db.sql("select distinct doctype from tabSingles") if name in names
		],
	}


def has_tiles(doctype: str) -> bool:
	stored = frappe.db.table_exists(doctype) and frappe.get_meta(doctype).has_field("app")
	return bool(stored and frappe.db.exists(doctype, {"app": APP}))


def references(names: list[str]):
	"""DocType.field of Frappe's own tables that still name a DocType of the app."""
	fields = frappe.get_all(
		"DocField",
		{"fieldtype": "Link", "options": "DocType"},
		["parent", "fieldname"],
		order_by="parent asc",
	)
	for field in fields:
		meta = frappe.get_meta(field.parent)
		stored = not meta.issingle and not meta.is_virtual and frappe.db.table_exists(field.parent)
		if stored and frappe.db.exists(field.parent, {field.fieldname: ["in", names or [""]]}):
			yield f"{field.parent}.{field.fieldname}"


if __name__ == "__main__":
	frappe.init(site=sys.argv[1], sites_path=".", force=True)
	frappe.connect()
	try:
		facts = {"kept": kept, "opened": opened, "traces": traces}[sys.argv[2]]()
		sys.stdout.write(json.dumps(facts, ensure_ascii=False, default=str))
	finally:
		frappe.destroy()
