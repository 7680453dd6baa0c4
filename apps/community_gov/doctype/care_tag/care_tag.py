from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class CareTag(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enabled: DF.Check
		meaning: DF.SmallText | None
		minimum_age: DF.Int
		tag_name: DF.Data
		tag_name_en: DF.Data | None
	# end: auto-generated types

	label_field = "tag_name"

	def before_validate(self):
		require_scalars(self)
