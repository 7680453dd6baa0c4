from community_gov.protection import RowDocument


class FilingCondition(RowDocument):
	pass
