from community_gov.protection import TraceDocument


class CaseEvent(TraceDocument):
	pass
