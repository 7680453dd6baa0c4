from community_gov.core import codes
from community_gov.core.documents import AuditDocument
from community_gov.participation.notices.objections import CODE, CODE_LENGTH
from community_gov.registry.identity import protected_numbers


class NoticeObjection(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code_fingerprint: DF.Data | None
		grid: DF.Link | None
		ground: DF.Literal["Facts Are Wrong", "Procedure", "Conflict of Interest", "Harm to Others", "Other"]
		hide_name: DF.Check
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		notice: DF.Link
		objector: DF.Data | None
		raised_at: DF.Datetime | None
		raised_by: DF.Link | None
		replied_at: DF.Datetime | None
		replied_by: DF.Link | None
		reply: DF.Text | None
		reply_due_at: DF.Datetime | None
		result: DF.Literal["Open", "Upheld", "Dismissed"]
		text: DF.Text
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		if self.mobile:
			codes.draw(self, CODE, CODE_LENGTH)

	def before_validate(self):
		protected_numbers.protect_mobile(self)
