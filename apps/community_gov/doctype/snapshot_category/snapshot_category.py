from community_gov.protection import RowDocument


class SnapshotCategory(RowDocument):
	pass
