from community_gov.core.documents import RowDocument


class SnapshotCategory(RowDocument):
	pass
