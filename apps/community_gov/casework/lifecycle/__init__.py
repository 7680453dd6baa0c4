"""The way of a case: stages and their guards, events, acting, merging, closing, the printed file."""
