import frappe
from frappe.utils import add_days, now_datetime

from community_gov.core.documents import refuse_client_insert
from community_gov.core.exact import ExactDocument


class IdempotencyKey(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.LongText | None
		body_hash: DF.Data | None
		endpoint: DF.Data | None
		key_hash: DF.Data
		user: DF.Link | None
	# end: auto-generated types

	def validate(self):
		refuse_client_insert(self)

	@staticmethod
	def clear_old_logs(days: int = 7) -> None:
		"""Called by Frappe's log clearing: a retry comes within hours, not weeks."""
		table = frappe.qb.DocType("Idempotency Key")
		frappe.db.delete(table, filters=(table.modified < add_days(now_datetime(), -days)))
