from frappe.model.document import Document

from community_gov.casework import emergencies, limits
from community_gov.volunteering import standing


class CommunityGovSettings(Document):
	def validate(self):
		limits.check_figures(self)
		limits.check_time_limits(self.stage_limits)
		emergencies.check_setting(self.emergency_words)
		standing.check_star_hours(self)
