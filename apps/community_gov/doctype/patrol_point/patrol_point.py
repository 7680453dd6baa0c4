from community_gov.core.documents import (
	GuardedDocument,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)
from community_gov.team import patrol_points


class PatrolPoint(GuardedDocument):
	server_fields = ("code",)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)
		patrol_points.check_point(self)
		patrol_points.set_code(self)
