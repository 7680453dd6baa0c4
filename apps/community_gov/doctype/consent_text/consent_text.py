from community_gov.core.documents import require_scalars, restore_server_fields
from community_gov.core.exact import ExactDocument
from community_gov.registry.privacy import consents


class ConsentText(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		consent_title: DF.Data
		published: DF.Check
		published_on: DF.Datetime | None
		purpose: DF.Literal[
			"Register and Contact",
			"Visits and Care",
			"Help by Volunteers",
			"Photographs",
			"Sharing with Units",
			"Family Proxy",
			"Volunteer Registration",
		]
		text: DF.Text
		version: DF.Int
	# end: auto-generated types

	server_fields = ("version", "published_on")

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		consents.keep_published(self)
		consents.publish(self)

	def on_update(self):
		if self.published:
			consents.mark_for_renewal(self)

	def on_trash(self):
		consents.refuse_deleting_published(self)
