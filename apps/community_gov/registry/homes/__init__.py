"""Where people live: compounds, buildings, households, and residence over time."""
