from community_gov.core.documents import refuse_change, require_scalars
from community_gov.core.exact import ExactDocument
from community_gov.registry.privacy import incidents


class PrivacyIncident(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice: DF.SmallText | None
		cause: DF.SmallText
		data_kinds: DF.SmallText
		found_at: DF.Datetime
		happened_at: DF.Datetime | None
		harm: DF.SmallText
		measures: DF.SmallText | None
		not_told_reason: DF.Data | None
		persons_affected: DF.Int
		status: DF.Literal["Open", "Closed"]
		subject: DF.Data
		told_authority_at: DF.Datetime | None
		told_persons_at: DF.Datetime | None
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		incidents.check_incident(self)

	def on_trash(self):
		refuse_change(self)
