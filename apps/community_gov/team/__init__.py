"""The work of grid workers themselves: patrols with check-in points, training with attendance."""
