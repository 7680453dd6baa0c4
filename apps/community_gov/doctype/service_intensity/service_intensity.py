from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class ServiceIntensity(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enabled: DF.Check
		examples: DF.SmallText | None
		intensity_name: DF.Data
		intensity_name_en: DF.Data | None
		rank: DF.Int
	# end: auto-generated types

	label_field = "intensity_name"

	def before_validate(self):
		require_scalars(self)
