no_cache = 1
