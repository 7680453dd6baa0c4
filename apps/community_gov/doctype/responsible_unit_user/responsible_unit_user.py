from community_gov.core.documents import RowDocument


class ResponsibleUnitUser(RowDocument):
	pass
