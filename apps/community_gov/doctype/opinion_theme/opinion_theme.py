from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument
from community_gov.participation.opinions import themes


class OpinionTheme(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enabled: DF.Check
		parent_theme: DF.Link | None
		theme_name: DF.Data
		theme_name_en: DF.Data | None
		theme_owner: DF.Link | None
		threshold: DF.Int
		window_days: DF.Int
	# end: auto-generated types

	label_field = "theme_name"

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		themes.check(self)
