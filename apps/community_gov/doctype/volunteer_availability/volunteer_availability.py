from community_gov.protection import RowDocument


class VolunteerAvailability(RowDocument):
	pass
