from community_gov.protection import RowDocument


class RewardItemShop(RowDocument):
	pass
