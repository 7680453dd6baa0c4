import frappe
from frappe.utils import add_days, now_datetime

from community_gov.core.documents import AuditDocument


class ClockRun(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		breached: DF.Int
		detail: DF.LongText | None
		done_count: DF.Int
		escalated: DF.Int
		failed: DF.Int
		finished_at: DF.Datetime | None
		moved: DF.Int
		part: DF.Data | None
		progress_at: DF.Datetime | None
		reached: DF.Data | None
		reminded: DF.Int
		resumed: DF.Int
		source_doctype: DF.Link | None
		source_name: DF.Data | None
		started_at: DF.Datetime | None
		status: DF.Literal["", "Waiting", "Running", "Done"]
		supervised: DF.Int
		total: DF.Int
	# end: auto-generated types

	@staticmethod
	def clear_old_logs(days: int = 90) -> None:
		"""Called by Frappe's log clearing."""
		table = frappe.qb.DocType("Clock Run")
		frappe.db.delete(table, filters=(table.modified < add_days(now_datetime(), -days)))
