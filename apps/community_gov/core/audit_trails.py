"""Audit trails out of the site: a ZIP with a JSON Lines file for each trail, and the SHA-256 sums of all.

GB/T 22239-2019, 8.1.4.3 c asks that audit records are backed up regularly, 8.1.5.4 d that they are kept as the law says. Rows
come as their reader may list them, in order of their names, a thousand at a time in one snapshot of the database.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import frappe
from frappe import _
from frappe.utils import add_days, now_datetime

from community_gov.core.access_log import log_access
from community_gov.core.errors import BadInputError

# Trail -> fields that stay out: printed pages, and copies of whole records.
TRAILS: dict[str, tuple[str, ...]] = {
	"Case Event": (),
	"Residence Record": (),
	"Resident Merge": ("moved",),
	"Retention Run": ("records",),
	"Sensitive Access Log": (),
	"Point Entry": (),
	"Reward Stock Entry": (),
	"Access Log": ("page", "columns"),
	"Activity Log": (),
	"Version": (),
	"Permission Log": (),
	"View Log": (),
	"Deleted Document": ("data",),
}
# The role that reads all of them, Frappe's own logs only as an export.
AUDITOR = "Community Auditor"
# Under which Sensitive Access Log keeps who took trails out, and of which days.
PURPOSE = "Audit Export"
BATCH = 1_000
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
_NO_VALUE = (
	"Section Break",
	"Column Break",
	"Tab Break",
	"HTML",
	"Button",
	"Table",
	"Table MultiSelect",
	"Password",
)
# Identity numbers of 18 digits and mobile numbers that somebody typed into a text; decimals of a position are none.
# A version is JSON with escapes: the last digits of one (\u6539) do not belong to the number behind it.
_NUMBER = re.compile(r"(?:(?<![\d.])|(?<=\\u[\da-fA-F]{4}))(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


class Span(NamedTuple):
	"""Days of the site, both of them included."""

	first: date
	last: date


class TooManyRowsError(BadInputError):
	"""More rows than whoever asks can be answered with at once; HTTP 422."""


def check_span(span: Span, most_days: int) -> None:
	"""Raises BadInputError for days in the wrong order, or more of them than `most_days`."""
	if not 0 <= (span.last - span.first).days < most_days:
		frappe.throw(
			_("Audit trails are exported for 1 to {0} days, the first one first. Choose other days.").format(
				most_days
			),
			exc=BadInputError,
		)


def write_archive(target: IO[bytes], span: Span, most_rows: int | None = None) -> dict:
	"""Writes the ZIP of all trails that the session user may list, auditors all, and logs that they were taken out.

	Args:
	        most_rows: of all trails together; None for any number.
	Returns:
	        the manifest: {site, first_day, last_day, made_at, made_by, files: [{file, trail, rows, bytes, sha256}], left_out}
	Raises:
	        TooManyRowsError
	"""
	files, left_out, rows = [], [], 0
	with ZipFile(target, "w", ZIP_DEFLATED) as archive:
		for trail in _stored_trails():
			if not (_is_auditor() or frappe.has_permission(trail, "read")):
				left_out.append(trail)
				continue
			files.append(_write_trail(archive, trail, span, most_rows and most_rows - rows))
			rows += files[-1]["rows"]
		manifest = _manifest_of(span, files, left_out)
		text = json.dumps(manifest, ensure_ascii=False, indent=1)
		archive.writestr(MANIFEST, text)
		digest = hashlib.sha256(text.encode()).hexdigest()
		sums = [(file["sha256"], file["file"]) for file in files] + [(digest, MANIFEST)]
		archive.writestr(SUMS, "".join(f"{found}  {name}\n" for found, name in sums))
	_log(span, rows, digest)
	return manifest


def _stored_trails() -> list[str]:
	"""The trails that this version of Frappe keeps; Permission Log is new in 16."""
	return [trail for trail in TRAILS if frappe.db.exists("DocType", trail)]


def _is_auditor() -> bool:
	return AUDITOR in frappe.get_roles()


def _manifest_of(span: Span, files: list[dict], left_out: list[str]) -> dict:
	return {
		"site": frappe.local.site,
		"first_day": str(span.first),
		"last_day": str(span.last),
		"made_at": str(now_datetime()),
		"made_by": frappe.session.user,
		"files": files,
		"left_out": left_out,
	}


def _write_trail(archive: ZipFile, trail: str, span: Span, most_rows: int | None) -> dict:
	"""One file of the archive; returns its line of the manifest."""
	name = f"{frappe.scrub(trail)}.jsonl"
	digest, rows, size = hashlib.sha256(), 0, 0
	with archive.open(name, "w", force_zip64=True) as file:
		for row in _rows(trail, span):
			rows += 1
			if most_rows is not None and rows > most_rows:
				_refuse_so_many()
			line = (_line_of(row) + "\n").encode()
			file.write(line)
			digest.update(line)
			size += len(line)
	return {"file": name, "trail": trail, "rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def _rows(trail: str, span: Span) -> Iterator[dict]:
	"""Rows written in the span, by the primary key: that needs no index on their time."""
	last = ""
	written = [["creation", ">=", str(span.first)], ["creation", "<", str(add_days(span.last, 1))]]
	while True:
		found = frappe.get_list(
			trail,
			# Auditors are there to read all of it; others get what they may list.
			ignore_permissions=_is_auditor(),
			filters=[["name", ">", last], *written],
			fields=_columns_of(trail),
			order_by="name asc",
			limit_page_length=BATCH,
		)
		yield from found
		if len(found) < BATCH:
			return
		last = found[-1].name


def _columns_of(trail: str) -> list[str]:
	"""Fields of level 0: what stands above is secret, as are the fields that TRAILS leaves out."""
	fields = [
		df.fieldname
		for df in frappe.get_meta(trail).fields
		if df.fieldtype not in _NO_VALUE and not df.permlevel and not df.get("is_virtual")
	]
	return ["name", "owner", "creation", *(name for name in fields if name not in TRAILS[trail])]


def _line_of(row: dict) -> str:
	return _NUMBER.sub(_masked, json.dumps(row, ensure_ascii=False, sort_keys=True, default=str))


def _masked(found: re.Match) -> str:
	return found[0][:3] + "*" * (len(found[0]) - 7) + found[0][-4:]


def _refuse_so_many() -> None:
	frappe.throw(
		_(
			"These days have too many records for one answer. Choose fewer days, or run bench export-audit-trails."
		),
		exc=TooManyRowsError,
	)


def _log(span: Span, rows: int, digest: str) -> None:
	"""The sum of the manifest stands in the log: an archive that was changed later no longer agrees with it."""
	detail = f"{span.first} – {span.last}, {rows} rows, SHA-256 of {MANIFEST}: {digest}"
	log_access("DocType", "Sensitive Access Log", "audit trails", PURPOSE, detail)
