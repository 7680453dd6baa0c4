from community_gov.core.documents import RowDocument


class TrainingAttendance(RowDocument):
	pass
