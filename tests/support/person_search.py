"""Looks for somebody's words wherever a site keeps anything: every column of every table, every file, stored answers."""

import zipfile
from pathlib import Path

COLUMNS = """select table_name, column_name from information_schema.columns
	where table_schema = database()
	and data_type in ('varchar', 'char', 'text', 'tinytext', 'mediumtext', 'longtext', 'date', 'datetime', 'json')"""


# What Frappe's migrations write about DocTypes: most of the rows of a test site, and none of a person.
SCHEMA = ("DocField", "DocPerm", "DocType", "DocType Link", "DocType Action", "DocType State", "Translation")


def rows_holding(site, words: list[str], everywhere: bool = False) -> dict[tuple[str, str], int]:
	"""How many rows of a column hold one of the words: {(table, column): rows}, columns without any left out.

	Args:
	        everywhere: also in the tables of DocTypes themselves, which takes most of the time.
	"""
	columns: dict[str, list[str]] = {}
	for table, column in site.db.sql(COLUMNS):
		if everywhere or table.removeprefix("tab") not in SCHEMA:
			columns.setdefault(table, []).append(column)
	assert len(columns) > 200, "the whole database is looked at"
	found = {}
	for table, names in columns.items():
		sums = ", ".join(_sum_of(name, words) for name in names)
		values = [word for _name in names for word in words]
		for name, rows in zip(names, site.db.sql(f"select {sums} from `{table}`", values)[0], strict=True):
			if rows:
				found[(table, name)] = int(rows)
	return found


def _sum_of(column: str, words: list[str]) -> str:
	text = f"convert(cast(`{column}` as char) using utf8mb4)"
	return "sum(" + " or ".join([f"locate(%s, {text}) > 0"] * len(words)) + ")"


def files_holding(folders: list[Path], words: list[str]) -> list[str]:
	"""Paths below the folders whose name or content holds one of the words; workbooks are unpacked."""
	found = []
	for folder in folders:
		for path in folder.rglob("*"):
			if path.is_file() and any(word in path.name or word.encode() in _content(path) for word in words):
				found.append(str(path))
	return found


def _content(path: Path) -> bytes:
	if not zipfile.is_zipfile(path):
		return path.read_bytes()
	with zipfile.ZipFile(path) as book:
		return b"".join(book.read(name) for name in book.namelist())


def answers_holding(site, words: list[str]) -> list[str]:
	"""Keys of stored answers, which are encrypted, that hold one of the words."""
	from frappe.utils.password import decrypt

	rows = site.get_all("Idempotency Key", fields=["name", "answer"], order_by="name asc")
	plain = {row.name: decrypt(row.answer) for row in rows if row.answer and not row.answer.startswith("{")}
	return [name for name, answer in plain.items() if any(word in answer for word in words)]
