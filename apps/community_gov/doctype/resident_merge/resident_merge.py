from community_gov.core.documents import AuditDocument


class ResidentMerge(AuditDocument):
	pass
