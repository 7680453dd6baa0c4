from frappe.model.document import Document

from community_gov.casework import routing
from community_gov.protection import refuse_unclean_text


class RoutingRule(Document):
	def validate(self):
		refuse_unclean_text(self)
		routing.check_rule(self)
