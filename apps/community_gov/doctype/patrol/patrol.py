from frappe.model.document import Document

from community_gov.core.documents import (
	refuse_change,
	refuse_client_insert,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)


class Patrol(Document):
	server_fields = (
		"worker",
		"grid",
		"status",
		"begun_at",
		"ended_at",
		"ended_by_system",
		"point_count",
		"distance",
		"case_count",
		"check_ins",
		"cases",
		"open_key",
		"title",
	)

	def before_insert(self):
		refuse_client_insert(self)

	def before_validate(self):
		require_scalars(self)
		if not self.is_new():
			restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
