"""Places: division codes, their bulk import, and finding the grid at a point.

`codes`, `rows` and `locate` are pure; `importing` and `index_cache` are the thin parts that call Frappe.
"""
