from community_gov.core.documents import RowDocument


class BulletinCorrection(RowDocument):
	pass
