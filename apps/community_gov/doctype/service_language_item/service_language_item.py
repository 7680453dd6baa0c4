from community_gov.protection import RowDocument


class ServiceLanguageItem(RowDocument):
	pass
