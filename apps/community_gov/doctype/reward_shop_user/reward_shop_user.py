from community_gov.core.documents import RowDocument


class RewardShopUser(RowDocument):
	pass
