"""Community Gov: grids, cases, volunteers and points for Chinese neighbourhoods."""

__version__ = "0.2.0"
