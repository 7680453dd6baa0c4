from community_gov.protection import RowDocument


class PatrolCheckin(RowDocument):
	pass
