"""The translations as gettext catalogues, written from translations/*.csv; `./dev translations` runs this.

Frappe of 2023 reads CSV only, so CSV is the source. Frappe 15.50 and 16 read CSV first and then, where `bench build`
has compiled it, the catalogue; both name the same texts, so the one replaces the other word for word.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from devtools.paths import ROOT

APP_FOLDER = ROOT / "apps" / "community_gov"
COMMENT = "# {name} of Community Gov, written from translations/{csv} by ./dev translations."
# What differs between runs and between versions of babel says nothing about the texts.
RESTLESS = re.compile(
	r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By):.*\n',
	re.MULTILINE,
)


def read_rows(path: Path) -> list[tuple[str, str, str]]:
	"""(text, translation, context) of a table, in the order of the catalogues; context is empty where there is none."""
	with path.open(encoding="utf-8", newline="") as file:
		rows = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in csv.reader(file) if row]
	return sorted(rows, key=lambda row: (row[0], row[2]))


def catalogue(table: Path, locale: str | None = None) -> str:
	"""The text of a catalogue: the template without `locale`, else the translations."""
	name = f"Translations ({locale})" if locale else "Texts"
	made = Catalog(
		locale=locale,
		project="Community Gov",
		version="1",
		header_comment=COMMENT.format(name=name, csv=table.name),
		fuzzy=False,
	)
	for text, translation, context in read_rows(table):
		message = made.add(text, translation if locale else "", context=context or None)
		# Braces are filled in by str.format; babel's guesses about % would have tools refuse good lines.
		message.flags.clear()
	out = io.BytesIO()
	write_po(out, made, width=0)
	return RESTLESS.sub("", out.getvalue().decode("utf-8"))


def files(app: Path = APP_FOLDER) -> dict[Path, str]:
	"""Path -> text of every catalogue of the app. The template holds the texts of the Chinese table, which is whole."""
	tables = sorted((app / "translations").glob("*.csv"))
	made = {app / "locale" / f"{_locale(table)}.po": catalogue(table, _locale(table)) for table in tables}
	return {app / "locale" / "main.pot": catalogue(app / "translations" / "zh.csv"), **made}


def _locale(table: Path) -> str:
	return table.stem.replace("-", "_")


def main() -> None:
	for path, text in files().items():
		path.parent.mkdir(exist_ok=True)
		path.write_text(text, encoding="utf-8")
		print(path.relative_to(ROOT))


if __name__ == "__main__":
	main()
