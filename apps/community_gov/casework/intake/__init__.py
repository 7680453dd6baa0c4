"""How reports come in: desk, public page, hotline, reception; photos, duplicates, followers, replies."""
