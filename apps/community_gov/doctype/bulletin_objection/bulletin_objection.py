from community_gov.protection import TraceDocument


class BulletinObjection(TraceDocument):
	pass
