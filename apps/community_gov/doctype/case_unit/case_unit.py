from community_gov.core.documents import RowDocument


class CaseUnit(RowDocument):
	pass
