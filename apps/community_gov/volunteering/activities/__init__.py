"""Activities: sign-ups, attendance, what follows when they change."""
