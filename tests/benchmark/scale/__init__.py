"""./dev benchmark --scale: what a site with a million cases costs beyond the SQL that it cannot do without."""
