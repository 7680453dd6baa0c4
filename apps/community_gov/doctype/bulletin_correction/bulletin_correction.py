from community_gov.protection import RowDocument


class BulletinCorrection(RowDocument):
	pass
