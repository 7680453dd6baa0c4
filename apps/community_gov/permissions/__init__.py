"""Who sees what: one criterion per DocType, used for the list filter and for the form check."""
