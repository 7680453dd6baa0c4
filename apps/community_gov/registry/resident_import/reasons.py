"""Why a row of a sheet cannot be loaded, beyond what the controllers say."""

UNKNOWN_GRID = "The grid is not one of the place of this import. Correct it or leave the cell empty."
NO_COMPOUND = (
	"The row names a building without its compound. Name it in the sheet or choose one for all rows."
)
SEVERAL_COMPOUNDS = "Several compounds of this place have this name. Give them different names first."
UNKNOWN_BUILDING = "The compound or building is not on file. Create it, or let the import create places."
OUTSIDE = "The building lies outside the place of this import. Choose a larger place or leave the row out."
SEVERAL_HOUSEHOLDS = "Several households of this place have this number. Fill in building and room too."
DIFFERENT_PERSON = "The number is registered with another name. Compare both with the document."
GONE = (
	"The register says that this person has moved out or died. Record the return there, or correct the step."
)
STOPPED = (
	"The import stopped because of an error. Start it again; what is loaded stays and is not loaded twice."
)
OTHER_FILE = "The file is not the one that was checked. Check it again before loading."


class RowError(Exception):
	"""A row cannot be loaded: the field whose column is named, and one of the sentences above."""

	def __init__(self, field: str, reason: str):
		super().__init__(reason)
		self.field, self.reason = field, reason
