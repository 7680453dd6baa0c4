"""HTTP only: typed, thin, versioned. Domain logic lives in casework, registry and volunteering."""
