from community_gov.core.documents import refuse_change, require_scalars
from community_gov.core.exact import ExactDocument
from community_gov.volunteering.rewards import stock


class RewardStockEntry(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		counted: DF.Int
		done_by: DF.Link | None
		donor: DF.Data | None
		happened_at: DF.Datetime | None
		kind: DF.Literal["Receipt", "Stock Count", "Write-off", "Hand-over", "Goods Return"]
		quantity: DF.Int
		reason: DF.SmallText | None
		redemption: DF.Link | None
		reward_item: DF.Link
		shelf_after: DF.Int
		shop: DF.Link | None
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)
		stock.prepare(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
