from community_gov.core.documents import require_scalars
from community_gov.core.exact import ExactDocument


class ServiceIntensity(ExactDocument):
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

	def before_validate(self):
		require_scalars(self)
