from community_gov.protection import TraceDocument


class PointLotUse(TraceDocument):
	pass
