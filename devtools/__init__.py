"""What ./dev runs: engine, services, bench, sites, desk build. It knows nothing of cases."""
