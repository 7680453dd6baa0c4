from community_gov.casework.intake import replies
from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class ReplyTemplate(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category: DF.Link | None
		enabled: DF.Check
		stage: DF.Literal[
			"Reported",
			"Verifying",
			"Accepted",
			"Filed",
			"Dispatched",
			"Handling",
			"Checking",
			"Closed",
			"Rejected",
			"Suspended",
		]
		template_name: DF.Data
		text: DF.SmallText
		text_en: DF.SmallText | None
	# end: auto-generated types

	label_field = "template_name"

	def validate(self):
		require_scalars(self)
		replies.check_text(self.text)
		replies.check_text(self.text_en)
