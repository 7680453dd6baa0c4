"""What every domain builds on: errors, differences of Frappe, documents, sheets, jobs, notifications."""
