from community_gov.core.documents import RowDocument


class VisitFinding(RowDocument):
	pass
