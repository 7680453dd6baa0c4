from community_gov.protection import (
	GuardedDocument,
	refuse_odd_values,
	refuse_unclean_text,
	restore_server_fields,
)
from community_gov.team import points


class PatrolPoint(GuardedDocument):
	server_fields = ("code",)

	def before_validate(self):
		refuse_odd_values(self)
		restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)
		points.check(self)
		points.set_code(self)
