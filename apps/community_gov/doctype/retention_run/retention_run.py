from community_gov.core.documents import AuditDocument


class RetentionRun(AuditDocument):
	pass
