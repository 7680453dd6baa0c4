"""Care tags, planned visits and how much of them was done."""
