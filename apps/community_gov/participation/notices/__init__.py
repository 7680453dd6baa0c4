"""What the community shows publicly for some days, and who objects to it."""
