from community_gov.core.documents import RowDocument


class GridTeamMember(RowDocument):
	pass
