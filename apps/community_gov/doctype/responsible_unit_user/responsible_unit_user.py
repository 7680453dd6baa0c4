from community_gov.protection import RowDocument


class ResponsibleUnitUser(RowDocument):
	pass
