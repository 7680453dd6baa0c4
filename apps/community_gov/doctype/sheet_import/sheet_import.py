from community_gov.core.documents import require_scalars, restore_server_fields
from community_gov.core.exact import ExactDocument
from community_gov.core.sheet_files import delete_files
from community_gov.core.sheet_imports import orders


class SheetImport(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done_rows: DF.Int
		ended_at: DF.Datetime | None
		failed_count: DF.Int
		is_checked: DF.Check
		kind: DF.Literal["Hotline Orders", "Opening Balances", "Roll Entries"]
		known_count: DF.Int
		message: DF.SmallText | None
		new_count: DF.Int
		next_row: DF.Int
		note: DF.Data | None
		problems: DF.LongText | None
		progress_at: DF.Datetime | None
		sheet: DF.Attach | None
		started_at: DF.Datetime | None
		status: DF.Literal["Checking", "Loading", "Loaded", "Not Loaded", "Stopped"]
		total_rows: DF.Int
	# end: auto-generated types

	server_fields = (
		"kind",
		"sheet",
		"status",
		"message",
		"total_rows",
		"done_rows",
		"new_count",
		"known_count",
		"failed_count",
		"started_at",
		"ended_at",
		"problems",
		"next_row",
		"is_checked",
		"progress_at",
	)

	def before_validate(self):
		require_scalars(self)
		# No client creates one: nobody's role may.
		if not self.is_new():
			restore_server_fields(self)

	def on_trash(self):
		orders.refuse_running(self)
		delete_files(self)
