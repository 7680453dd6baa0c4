"""Who fits what: volunteers, requests and activities by skill, time, way and load."""
