"""Where a topic came from: cases, opinions, visits and themes, each of which is told once what became of it."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.errors import BadInputError
from community_gov.core.exact import exact_name
from community_gov.core.notifications import notify_users
from community_gov.participation.links import require_readable

# DocType -> the field that names who is to be told.
TOLD = {
	"Case": "reporter",
	"Visit": "visitor",
	"Reception Record": "owner",
	"Help Request": "owner",
	"Opinion": "owner",
	"Opinion Theme": "theme_owner",
	"Deliberation Topic": "collected_by",
}


def check(topic) -> None:
	"""Sources are documents of known kinds, each once; a source that is gone stays as it was noted.

	Raises:
	        BadInputError
	"""
	before = topic.get_doc_before_save()
	known = {(row.source_doctype, row.source_name): row for row in (before.sources if before else ())}
	seen: set[tuple[str, str]] = set()
	for row in topic.sources:
		key = (row.source_doctype, row.source_name)
		if row.source_doctype not in TOLD or key in seen:
			_refuse(
				_("{0} is no source of a topic, or stands there twice. Correct the table.").format(
					row.source_name
				)
			)
		if key not in known and not exact_name(*key):
			_refuse(
				_("There is no {0} {1}. Choose one that exists.").format(
					_(row.source_doctype), row.source_name
				)
			)
		if key not in known:
			require_readable(topic, *key)
		row.told_at = known[key].told_at if key in known else None
		seen.add(key)


def tell(topic) -> int:
	"""Tells whoever stands behind each source what became of the topic; returns how many sources there are."""
	stage = _(topic.stage, context=topic.doctype)
	text = _("What became of {0}: {1}.").format(topic.title, stage)
	for row in topic.sources:
		who = _who(row.source_doctype, row.source_name)
		if who:
			notify_users({who}, text, topic.doctype, topic.name)
		frappe.db.set_value("Topic Source", row.name, "told_at", now_datetime(), update_modified=False)
	return len(topic.sources)


def _who(doctype: str, name: str) -> str | None:
	field = TOLD[doctype]
	if not frappe.get_meta(doctype).has_field(field) and field != "owner":
		return None
	return frappe.db.get_value(doctype, name, field)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
