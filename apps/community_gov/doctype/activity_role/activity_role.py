from community_gov.protection import RowDocument


class ActivityRole(RowDocument):
	pass
