from community_gov.core.documents import RowDocument


class StageLimit(RowDocument):
	pass
