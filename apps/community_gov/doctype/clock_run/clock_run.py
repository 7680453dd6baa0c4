import frappe
from frappe.utils import add_days, now_datetime

from community_gov.core.documents import AuditDocument


class ClockRun(AuditDocument):
	@staticmethod
	def clear_old_logs(days: int = 90) -> None:
		"""Called by Frappe's log clearing."""
		table = frappe.qb.DocType("Clock Run")
		frappe.db.delete(table, filters=(table.modified < add_days(now_datetime(), -days)))
