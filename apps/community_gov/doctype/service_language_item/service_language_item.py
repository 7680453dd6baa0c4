from community_gov.core.documents import RowDocument


class ServiceLanguageItem(RowDocument):
	pass
