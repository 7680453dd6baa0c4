from community_gov.core.documents import AuditDocument


class BulletinObjection(AuditDocument):
	pass
