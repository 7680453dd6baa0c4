from community_gov.core.documents import RowDocument


class ProjectReceipt(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		budget_line: DF.Int
		file: DF.Attach
		file_hash: DF.Data | None
		number: DF.Data | None
		number_key: DF.Data | None
		paid_on: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		payee: DF.Data
	# end: auto-generated types
