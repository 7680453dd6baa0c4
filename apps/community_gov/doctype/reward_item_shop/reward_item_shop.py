from community_gov.core.documents import RowDocument


class RewardItemShop(RowDocument):
	pass
