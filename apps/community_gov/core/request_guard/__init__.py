"""What clients may write into queries, on whichever Frappe: plain names of columns, known functions, typed filters."""
