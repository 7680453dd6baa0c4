"""People: identity numbers, masking, reveal."""
