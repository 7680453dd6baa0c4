import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.casework.deadlines import calendars, recalculation_runs
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.named import NamedDocument


class WorkingCalendar(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.calendar_exception.calendar_exception import (
			CalendarException,
		)
		from community_gov.community_gov.doctype.working_period.working_period import WorkingPeriod

		calendar_name: DF.Data
		exceptions: DF.Table[CalendarException]
		friday: DF.Check
		is_default: DF.Check
		loaded_years: DF.Data | None
		monday: DF.Check
		periods: DF.Table[WorkingPeriod]
		saturday: DF.Check
		sunday: DF.Check
		thursday: DF.Check
		tuesday: DF.Check
		wednesday: DF.Check
	# end: auto-generated types

	label_field = "calendar_name"

	def validate(self):
		calendars.write_midnight_as_zero(self)
		calendars.mark_days_by_hand(self)
		calendars.check_calendar(self)
		self.refuse_day_twice()

	def on_update(self):
		self.keep_one_default()
		calendars.forget_default()
		if calendars.tells_other_time(self):
			recalculation_runs.begin(self.doctype, self.name)

	def on_trash(self):
		self.refuse_deleting_in_use()
		calendars.forget_default()

	def refuse_day_twice(self):
		days = [getdate(row.day) for row in self.exceptions]
		twice = next((day for day in days if days.count(day) > 1), None)
		if twice:
			frappe.throw(_("{0} stands twice. Keep one row for each day.").format(twice), exc=BadInputError)

	def keep_one_default(self):
		if self.is_default:
			others = {"is_default": 1, "name": ["!=", self.name]}
			for name in frappe.get_all("Working Calendar", others, pluck="name", order_by="name asc"):
				frappe.db.set_value("Working Calendar", name, "is_default", 0)

	def refuse_deleting_in_use(self):
		if self.is_default:
			frappe.throw(
				_("{0} is the default calendar. Make another one the default first.").format(self.name),
				exc=ConflictError,
			)
