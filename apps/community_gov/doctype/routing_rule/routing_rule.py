from frappe.model.document import Document

from community_gov.casework.dispatch import routing
from community_gov.core.documents import refuse_unclean_text


class RoutingRule(Document):
	def validate(self):
		refuse_unclean_text(self)
		routing.check_rule(self)
