from community_gov.protection import TraceDocument


class ResidentMerge(TraceDocument):
	pass
