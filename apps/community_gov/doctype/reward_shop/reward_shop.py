from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument
from community_gov.volunteering.rewards import shops


class RewardShop(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.reward_shop_user.reward_shop_user import RewardShopUser

		address: DF.Data | None
		enabled: DF.Check
		grid: DF.Link
		note: DF.SmallText | None
		opening_hours: DF.Data | None
		phone: DF.Data | None
		shop_name: DF.Data
		users: DF.Table[RewardShopUser]
	# end: auto-generated types

	label_field = "shop_name"

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		shops.refuse_same_user_twice(self)

	def on_trash(self):
		shops.refuse_with_history(self)
