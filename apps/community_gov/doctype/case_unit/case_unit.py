from community_gov.protection import RowDocument


class CaseUnit(RowDocument):
	pass
