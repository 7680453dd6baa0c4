"""A sheet of residents: read, matched with the register, stored in chunks by a job."""
