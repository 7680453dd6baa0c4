from community_gov.core.documents import RowDocument


class CasePhoto(RowDocument):
	pass
