from community_gov.core.documents import require_scalars, require_storable_texts
from community_gov.core.exact import ExactDocument
from community_gov.team import party_branches


class PartyBranch(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.party_branch_grid.party_branch_grid import PartyBranchGrid

		branch_name: DF.Data
		enabled: DF.Check
		grid: DF.Link
		grids: DF.Table[PartyBranchGrid]
		kind: DF.Literal["Community Committee", "Grid", "Compound", "Compound Union", "Unit"]
		member_count: DF.Int
		parent_branch: DF.Link | None
		secretary_basis: DF.Literal["", "Published Office", "Consent"]
		secretary_consent: DF.Link | None
		secretary_name: DF.Data | None
	# end: auto-generated types

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		require_storable_texts(self)
		party_branches.check(self)

	def on_update(self):
		party_branches.follow_places(self)

	def on_trash(self):
		party_branches.refuse_parts(self)
		party_branches.leave_places(self)

	def after_delete(self):
		party_branches.follow_places(self)
