import frappe
from frappe.query_builder import Interval
from frappe.query_builder.functions import Now

from community_gov.core.documents import AuditDocument


class ClockRun(AuditDocument):
	@staticmethod
	def clear_old_logs(days: int = 90) -> None:
		"""Called by Frappe's log clearing."""
		table = frappe.qb.DocType("Clock Run")
		frappe.db.delete(table, filters=(table.modified < (Now() - Interval(days=days))))
