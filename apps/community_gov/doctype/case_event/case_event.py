import frappe

from community_gov.core.documents import AuditDocument


class CaseEvent(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		actor: DF.Link | None
		actor_name: DF.Data | None
		case_file: DF.Link
		event: DF.Data
		from_stage: DF.Data | None
		from_state: DF.Data | None
		happened_at: DF.Datetime
		latitude: DF.Float
		longitude: DF.Float
		note: DF.Text | None
		photos: DF.SmallText | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		sequence: DF.Int
		to_stage: DF.Data | None
		to_state: DF.Data | None
		unit: DF.Link | None
	# end: auto-generated types


def on_doctype_update():
	"""Figures of posts count the steps into a stage during a period."""
	frappe.db.add_index("Case Event", ["to_stage", "happened_at"])
