from community_gov.core.documents import RowDocument


class VolunteerAvailability(RowDocument):
	pass
