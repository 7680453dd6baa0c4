from community_gov.core.documents import RowDocument


class ActivityRole(RowDocument):
	pass
