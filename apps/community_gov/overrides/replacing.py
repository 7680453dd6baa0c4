"""Functions of Frappe for which it has no hook, wrapped once a process wherever they were imported."""

import sys
from collections.abc import Callable
from functools import wraps


def replace_everywhere(owner, name: str, wrap: Callable[[Callable], Callable]) -> None:
	"""Puts `wrap(original)` in the place of a function, once, also in the modules that took its name.

	Args:
	        owner: module or class; a version of Frappe that lacks the name is left alone.
	"""
	original = getattr(owner, name, None)
	if original is None or getattr(original, "is_replaced", False):
		return
	wrapped = wraps(original)(wrap(original))
	wrapped.is_replaced = True  # type: ignore[attr-defined]
	setattr(owner, name, wrapped)
	for module in list(sys.modules.values()):
		if getattr(module, "__dict__", {}).get(name) is original:
			setattr(module, name, wrapped)
