from community_gov.protection import RowDocument


class PatrolCase(RowDocument):
	pass
