from community_gov.core.documents import AuditDocument


class SensitiveAccessLog(AuditDocument):
	pass
