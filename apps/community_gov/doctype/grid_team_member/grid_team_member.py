from community_gov.protection import RowDocument


class GridTeamMember(RowDocument):
	pass
