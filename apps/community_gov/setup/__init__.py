"""Install, seeding and upgrade."""
