from community_gov.core.documents import AuditDocument


class ResidenceRecord(AuditDocument):
	pass
