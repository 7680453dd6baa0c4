from community_gov.protection import RowDocument


class VisitFinding(RowDocument):
	pass
