from community_gov.core.documents import RowDocument


class ServiceSkillItem(RowDocument):
	pass
