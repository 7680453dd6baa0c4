"""Audit trails for whoever audits: a month of them in one answer."""

from tempfile import SpooledTemporaryFile

import frappe

from community_gov.core import audit_trails
from community_gov.core.time import as_day
from community_gov.permissions.access import require

# A request ends after two minutes: more goes out by `bench export-audit-trails`.
MOST_DAYS, MOST_ROWS, IN_MEMORY = 31, 200_000, 16 << 20


# Not idempotent: each answer hands the trails out once more, and each is logged.
@frappe.whitelist(methods=["POST"])
def export(from_date: str, to_date: str) -> None:
	"""A ZIP of the audit trails that the user may list: JSON Lines, manifest.json, SHA256SUMS; logged as an access.

	For whoever may export Sensitive Access Log. At most 31 days and 200,000 records.

	Args:
	        from_date, to_date: ISO 8601 days of the site, both included.
	Raises:
	        BadInputError (422), frappe.PermissionError (403)
	"""
	require("Sensitive Access Log", "export")
	span = audit_trails.Span(as_day(from_date, "from_date"), as_day(to_date, "to_date"))
	audit_trails.check_span(span, MOST_DAYS)
	with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
		audit_trails.write_archive(file, span, MOST_ROWS)
		file.seek(0)
		name = f"audit-trails-{span.first}-{span.last}.zip"
		frappe.response.update({"type": "binary", "filename": name, "filecontent": file.read()})
