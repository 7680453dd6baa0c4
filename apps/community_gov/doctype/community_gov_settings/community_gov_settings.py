from frappe.model.document import Document

from community_gov.casework.deadlines import limits
from community_gov.casework.intake import emergencies
from community_gov.community_gov.doctype.community_gov_settings.highest_values import check_figures
from community_gov.volunteering.services import recognised_hours


class CommunityGovSettings(Document):
	def validate(self):
		check_figures(self)
		limits.check_time_limits(self.stage_limits)
		emergencies.check_setting(self.emergency_words)
		recognised_hours.check_star_hours(self)
