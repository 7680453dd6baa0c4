"""Why a sheet of opening balances, or a row of it, cannot be used."""

TOO_LARGE = "The sheet has more than 20,000 rows. Cut it into several."
TWICE = "This volunteer stands in the sheet twice."
NO_COLUMN = "A column is missing. The sheet needs: {0}."
