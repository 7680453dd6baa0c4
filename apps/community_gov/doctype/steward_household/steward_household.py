from frappe.exceptions import UniqueValidationError

from community_gov.core.documents import refuse_change, require_scalars, require_storable_texts
from community_gov.core.exact import ExactDocument
from community_gov.team import stewards


class StewardHousehold(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		end_reason: DF.SmallText | None
		from_date: DF.Date
		grid: DF.Link | None
		household: DF.Link
		slot: DF.Data | None
		steward_name: DF.Data | None
		to_date: DF.Date | None
		user: DF.Link | None
		volunteer: DF.Link | None
	# end: auto-generated types

	def insert(self, *args, **kwargs):
		try:
			return super().insert(*args, **kwargs)
		except UniqueValidationError:
			stewards.refuse_taken(self.household)

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		require_storable_texts(self)
		stewards.prepare(self)

	def on_trash(self):
		refuse_change(self)
