from community_gov.protection import TraceDocument


class ResidenceRecord(TraceDocument):
	pass
