from community_gov.protection import TraceDocument


class RetentionRun(TraceDocument):
	pass
