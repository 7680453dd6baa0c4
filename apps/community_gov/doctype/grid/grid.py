import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import ExactDocument
from community_gov.grids import boundary_notices, codes, team
from community_gov.grids.index_cache import invalidate_index
from community_gov.grids.locate import BoundaryError, check_geojson, parse_boundary
from community_gov.team import party_branches, stewards


class Grid(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.grid_team_member.grid_team_member import GridTeamMember

		boundary: DF.Code | None
		boundary_on: DF.Datetime | None
		branch: DF.Link | None
		code: DF.Data
		enabled: DF.Check
		grid_name: DF.Data
		households: DF.Int
		is_group: DF.Check
		kind: DF.Literal["Comprehensive", "Dedicated"]
		latitude: DF.Float
		level: DF.Literal["Province", "City", "District", "Street", "Community", "Grid", "Micro-grid"]
		longitude: DF.Float
		parent_grid: DF.Link | None
		party_branch: DF.Data | None
		residents: DF.Int
		team: DF.Table[GridTeamMember]
	# end: auto-generated types

	def validate(self):
		self.set_place_in_tree()
		self.check_parent()
		self.check_boundary()
		self.refuse_disabling_with_work()
		team.check_team(self)
		stewards.refuse_leaving(self)
		party_branches.keep_in_grid(self)

	def on_update(self):
		self.refresh_index()

	def on_trash(self):
		self.refuse_deleting_with_parts()
		invalidate_index()

	def set_place_in_tree(self):
		"""Level and parent follow from the code, whatever the client sent."""
		try:
			self.level = codes.level_of(self.code)
			self.parent_grid = codes.parent_of(self.code) or None
		except codes.CodeError as error:
			frappe.throw(
				_("{0} is not the code of a place. Write 2, 4, 6, 9, 12, 15 or 17 digits.").format(self.code),
				exc=BadInputError,
			)
			raise AssertionError from error
		self.is_group = int(self.level != "Micro-grid")

	def check_parent(self):
		if self.is_new() and self.parent_grid and not frappe.db.exists("Grid", self.parent_grid):
			frappe.throw(
				_("The place {0} above {1} does not exist. Create it first.").format(
					self.parent_grid, self.code
				),
				exc=BadInputError,
			)

	def check_boundary(self):
		if not self.is_new() and not self.has_value_changed("boundary"):
			before = self.get_doc_before_save()
			self.latitude, self.longitude, self.boundary_on = (
				before.latitude,
				before.longitude,
				before.boundary_on,
			)
			return
		self.latitude = self.longitude = self.boundary_on = None
		if not self.boundary:
			return
		try:
			self.boundary = check_geojson(self.boundary)
		except BoundaryError as error:
			reason = _(error.text).format(*error.values)
			frappe.throw(
				_("The boundary of {0} cannot be used: {1}").format(self.code, reason), exc=BadInputError
			)
			raise AssertionError from error
		point = parse_boundary(self.boundary).representative_point()
		self.longitude, self.latitude = point.x, point.y
		self.boundary_on = now_datetime()

	def refresh_index(self):
		if self.is_new() or self.has_value_changed("boundary") or self.has_value_changed("enabled"):
			invalidate_index()
			boundary_notices.tell(self)

	def refuse_disabling_with_work(self):
		if self.is_new() or self.enabled or not self.has_value_changed("enabled"):
			return
		work = team.open_work(self.code)
		if any(work.values()):
			frappe.throw(
				_(
					"Grid {0} still has {1} open cases or help requests and {2} people. Finish or move them first."
				).format(self.code, work["cases"], work["people"]),
				exc=ConflictError,
			)

	def refuse_deleting_with_parts(self):
		if frappe.db.exists("Grid", {"parent_grid": self.name}):
			frappe.throw(
				_("Grid {0} still has parts. Delete or move them first.").format(self.name), exc=ConflictError
			)
