"""The public page (随手拍): what it offers and shows, and of what it keeps silent."""
