from community_gov.protection import TraceDocument, refuse_unclean_text


class CaseFeedback(TraceDocument):
	def validate(self):
		super().validate()
		refuse_unclean_text(self)
