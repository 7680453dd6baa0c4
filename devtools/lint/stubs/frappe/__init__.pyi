# What mypy has to know of Frappe; everything else of it is Any, so that lint needs no bench.
from typing import Any, NoReturn

class _dict(dict[str, Any]):
	def __getattr__(self, key: str) -> Any: ...
	def __setattr__(self, key: str, value: Any) -> None: ...

def throw(
	msg: str,
	exc: type[Exception] | Exception = ...,
	title: str | None = ...,
	is_minimizable: bool = ...,
	wide: bool = ...,
	as_list: bool = ...,
	primary_action: Any = ...,
) -> NoReturn: ...
def __getattr__(name: str) -> Any: ...
