from community_gov.core.documents import AuditDocument


class CaseFeedback(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case_file: DF.Link
		comment: DF.SmallText | None
		grid: DF.Link | None
		rated_at: DF.Datetime | None
		rated_by_kind: DF.Literal["Tracking Code", "Account"]
		rating: DF.Literal["Satisfied", "Basically Satisfied", "Dissatisfied"]
		round: DF.Int
		round_key: DF.Data | None
	# end: auto-generated types

	def validate(self):
		super().validate()
