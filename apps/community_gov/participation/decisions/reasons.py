"""Why a sheet of entries of rolls, or a row of it, cannot be used."""

TOO_LARGE = "The sheet has more than 20,000 rows. Cut it into several."
TWICE = "This number stands in the sheet twice for one roll."
NO_COLUMN = "A column is missing. The sheet needs: {0}."
