from community_gov.core.documents import AuditDocument


class PointLotUse(AuditDocument):
	pass
