"""The demo community: real places, fictitious people, one real case."""
