"""Volunteers by their name."""

from community_gov.registry.privacy.person_places import ANONYMOUS
from community_gov.search.subjects import Subject

SUBJECTS = [Subject("Volunteer", ("full_name",), singles=True, left_out=ANONYMOUS)]
