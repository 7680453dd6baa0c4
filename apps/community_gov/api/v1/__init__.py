"""Version 1 of the REST methods: /api/method/community_gov.api.v1.<module>.<function>."""
