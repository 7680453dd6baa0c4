from community_gov.protection import RowDocument


class TrainingAttendance(RowDocument):
	pass
