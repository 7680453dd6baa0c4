from community_gov.protection import RowDocument


class StageLimit(RowDocument):
	pass
