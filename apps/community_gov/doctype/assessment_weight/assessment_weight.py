from community_gov.core.documents import RowDocument


class AssessmentWeight(RowDocument):
	pass
