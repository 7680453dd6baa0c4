"""What residents reach without an account by a telephone number that they have proven to be theirs."""
