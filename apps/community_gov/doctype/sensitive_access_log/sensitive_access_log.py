from community_gov.protection import TraceDocument


class SensitiveAccessLog(TraceDocument):
	pass
