from community_gov.core.documents import AuditDocument, refuse_unclean_text


class CaseFeedback(AuditDocument):
	def validate(self):
		super().validate()
		refuse_unclean_text(self)
