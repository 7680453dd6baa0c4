from community_gov.core.documents import RowDocument


class PatrolCheckin(RowDocument):
	pass
