from frappe.model.document import Document

from community_gov.casework import emergencies


class CommunityGovSettings(Document):
	def validate(self):
		emergencies.check_setting(self.emergency_words)
