"""Notices that inform residents: who is told by which way, who was reached, who confirmed."""
