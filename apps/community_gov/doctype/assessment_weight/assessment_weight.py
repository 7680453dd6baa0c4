from community_gov.protection import RowDocument


class AssessmentWeight(RowDocument):
	pass
