import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.documents import (
	changed_fields,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.errors import ConflictError
from community_gov.core.exact import ExactDocument
from community_gov.core.sheet_files import delete_files, file_of
from community_gov.registry.resident_import import importing


class ResidentImport(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		compound: DF.Link | None
		create_places: DF.Check
		done_rows: DF.Int
		ended_at: DF.Datetime | None
		failed_count: DF.Int
		fill_gaps: DF.Check
		grid: DF.Link
		known_count: DF.Int
		message: DF.SmallText | None
		new_count: DF.Int
		next_home: DF.Int
		note: DF.Data | None
		problems: DF.LongText | None
		progress_at: DF.Datetime | None
		sheet: DF.Attach
		sheet_digest: DF.Data | None
		started_at: DF.Datetime | None
		started_by: DF.Link | None
		status: DF.Literal["Not Checked", "Checking", "Checked", "Loading", "Loaded", "Stopped"]
		title: DF.Data | None
		total_rows: DF.Int
	# end: auto-generated types

	server_fields = (
		"title",
		"status",
		"total_rows",
		"done_rows",
		"new_count",
		"known_count",
		"failed_count",
		"started_at",
		"ended_at",
		"started_by",
		"message",
		"problems",
		"next_home",
		"progress_at",
		"sheet_digest",
	)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)
		self.status = self.status or importing.NOT_CHECKED

	def validate(self):
		self.check_again_after_a_change()
		self.title = f"{frappe.db.get_value('Grid', self.grid, 'grid_name')} {getdate(self.creation)}"

	def on_trash(self):
		importing.refuse_running(self)
		delete_files(self)

	def check_again_after_a_change(self):
		"""What was checked is what is loaded: another sheet or place has to be checked again."""
		if not self.is_new() and not changed_fields(self, ignore=(*self.server_fields, "note")):
			return
		if self.status not in (importing.NOT_CHECKED, importing.CHECKED):
			frappe.throw(
				_("The sheet was loaded already. Make a new import for another one."), exc=ConflictError
			)
		file_of(self)
		self.status, self.sheet_digest = importing.NOT_CHECKED, None
