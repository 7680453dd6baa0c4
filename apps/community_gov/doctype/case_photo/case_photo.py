from community_gov.protection import RowDocument


class CasePhoto(RowDocument):
	pass
