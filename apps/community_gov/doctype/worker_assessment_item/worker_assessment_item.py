from community_gov.core.documents import RowDocument


class WorkerAssessmentItem(RowDocument):
	pass
