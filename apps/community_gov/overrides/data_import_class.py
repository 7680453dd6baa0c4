"""Data Import as every way in makes it: no hook of ours runs before `bench data-import`, but it asks for this class."""

from frappe.core.doctype.data_import.data_import import DataImport as FrappeDataImport

from community_gov.overrides.data_import import wrap_data_import

wrap_data_import()


class DataImport(FrappeDataImport):
	"""Frappe's own; by the time that it is loaded, sheets of our DocTypes are read by us."""
