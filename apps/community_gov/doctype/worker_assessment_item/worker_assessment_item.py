from community_gov.protection import RowDocument


class WorkerAssessmentItem(RowDocument):
	pass
