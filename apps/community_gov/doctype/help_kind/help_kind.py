from community_gov.core.documents import require_scalars
from community_gov.core.exact import ExactDocument


class HelpKind(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.service_skill_item.service_skill_item import ServiceSkillItem

		claim_hours: DF.Int
		enabled: DF.Check
		kind_name: DF.Data
		kind_name_en: DF.Data | None
		meaning: DF.SmallText | None
		skills: DF.TableMultiSelect[ServiceSkillItem]
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)
