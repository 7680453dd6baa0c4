import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from community_gov.errors import ConflictError
from community_gov.protection import (
	changed_fields,
	refuse_odd_values,
	refuse_unclean_text,
	restore_server_fields,
)
from community_gov.registry import import_files, import_run


class ResidentImport(Document):
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
		refuse_odd_values(self)
		restore_server_fields(self)
		self.status = self.status or import_run.NOT_CHECKED

	def validate(self):
		refuse_unclean_text(self)
		self.check_again_after_a_change()
		self.title = f"{frappe.db.get_value('Grid', self.grid, 'grid_name')} {getdate(self.creation)}"

	def on_trash(self):
		import_run.refuse_running(self)
		import_files.delete_files(self)

	def check_again_after_a_change(self):
		"""What was checked is what is loaded: another sheet or place has to be checked again."""
		if not self.is_new() and not changed_fields(self, ignore=(*self.server_fields, "note")):
			return
		if self.status not in (import_run.NOT_CHECKED, import_run.CHECKED):
			frappe.throw(
				_("The sheet was loaded already. Make a new import for another one."), exc=ConflictError
			)
		import_files.file_of(self)
		self.status, self.sheet_digest = import_run.NOT_CHECKED, None
