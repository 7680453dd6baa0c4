import frappe
from frappe import _
from frappe.utils import cint, flt

from community_gov.core.documents import (
	refuse_submission,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.errors import BadInputError
from community_gov.core.named import NamedDocument
from community_gov.volunteering.rewards import stock


class RewardItem(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.reward_item_shop.reward_item_shop import RewardItemShop

		description: DF.SmallText | None
		enabled: DF.Check
		grid: DF.Link | None
		held_stock: DF.Int
		image: DF.AttachImage | None
		item_name: DF.Data
		limit_period: DF.Literal["Calendar Month", "Calendar Quarter", "Calendar Year", "Ever"]
		limit_quantity: DF.Int
		low_stock_at: DF.Int
		low_stock_told_at: DF.Datetime | None
		points: DF.Float
		shops: DF.TableMultiSelect[RewardItemShop]
		stock: DF.Int
	# end: auto-generated types

	label_field = "item_name"

	server_fields = ("held_stock", "low_stock_told_at")

	def before_validate(self):
		refuse_submission(self)
		require_scalars(self)
		restore_server_fields(self)
		self.keep_stock()

	def validate(self):
		self.check_numbers()

	def after_insert(self):
		if self.stock:
			stock.write_entry(self.name, "Receipt", self.stock, reason=_("Opening stock"))

	def on_trash(self):
		stock.forget_unused(self)

	def keep_stock(self):
		"""A new item brings its opening stock; later only entries change it."""
		before = self.get_doc_before_save()
		if before:
			self.stock = before.stock

	def check_numbers(self):
		if flt(self.points, 2) <= 0:
			frappe.throw(_("An item costs points. Enter a number above zero."), exc=BadInputError)
		if not 0 <= cint(self.stock) <= stock.MOST:
			frappe.throw(_("The stock cannot be negative. Count the shelf again."), exc=BadInputError)
		if cint(self.limit_quantity) < 0 or cint(self.low_stock_at) < 0:
			frappe.throw(_("A limit cannot be negative. Enter 0 for none."), exc=BadInputError)
