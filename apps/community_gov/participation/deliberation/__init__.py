"""Deliberation 议事协商: topics, sessions with their participants, resolutions."""
