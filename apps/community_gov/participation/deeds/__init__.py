"""Livelihood deeds 民生实事: collected, chosen by a vote, shown, done by milestones, accepted, rated, kept up."""
