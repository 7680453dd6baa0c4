from community_gov.core.documents import RowDocument


class FilingCondition(RowDocument):
	pass
