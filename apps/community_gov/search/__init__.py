"""Search by words in a language without spaces: an index of pairs of signs, bound by the rights of each DocType."""
