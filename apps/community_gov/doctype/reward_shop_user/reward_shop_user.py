from community_gov.protection import RowDocument


class RewardShopUser(RowDocument):
	pass
