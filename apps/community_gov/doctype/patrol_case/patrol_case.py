from community_gov.core.documents import RowDocument


class PatrolCase(RowDocument):
	pass
