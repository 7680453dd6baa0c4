"""Interest groups 社区社会组织: filed or registered, led by members who joined themselves, active or lapsed."""
