"""Points: rules, ledger, lots, transfers, statements."""
