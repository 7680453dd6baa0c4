"""Audit trails as an export holds them."""

import io
import json
import zipfile


def exported(span=None, **options) -> tuple[dict, dict[str, bytes]]:
	"""(manifest, name -> content) of an export of today, or of other days."""
	from frappe.utils import getdate

	from community_gov.core import audit_trails

	file = io.BytesIO()
	manifest = audit_trails.write_archive(file, span or audit_trails.Span(getdate(), getdate()), **options)
	with zipfile.ZipFile(file) as archive:
		return manifest, {name: archive.read(name) for name in archive.namelist()}


def rows_of(files: dict[str, bytes], name: str) -> list[dict]:
	return [json.loads(line) for line in files[name].decode().splitlines()]
