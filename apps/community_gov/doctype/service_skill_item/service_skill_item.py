from community_gov.protection import RowDocument


class ServiceSkillItem(RowDocument):
	pass
