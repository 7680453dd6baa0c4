"""Small file helpers: atomic writing, secrets, digests and the stamps that make steps repeatable."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from devtools.paths import Engine


def write_atomic(path: Path, text: str, mode: int = 0o644) -> None:
	"""Write `text` so that a reader sees the old or the new file, never half of one."""
	path.parent.mkdir(parents=True, exist_ok=True)
	handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
	try:
		with os.fdopen(handle, "w", encoding="utf-8") as file:
			file.write(text)
		os.chmod(name, mode)
		os.replace(name, path)
	except BaseException:
		Path(name).unlink(missing_ok=True)
		raise


def write_if_changed(path: Path, text: str, mode: int = 0o644) -> bool:
	"""Write `text` unless the file says so already; returns whether it wrote."""
	if path.is_file() and path.read_text(encoding="utf-8") == text:
		return False
	write_atomic(path, text, mode)
	return True


def read_json(path: Path) -> dict[str, Any]:
	"""The JSON object in `path`, or an empty one where the file is missing or broken."""
	try:
		data = json.loads(path.read_text(encoding="utf-8"))
	except (OSError, ValueError):
		return {}
	return data if isinstance(data, dict) else {}


def update_json(path: Path, values: dict[str, Any], mode: int = 0o644) -> bool:
	"""Set `values` in the JSON object at `path`, keeping its other keys; returns whether it wrote."""
	merged = {**read_json(path), **values}
	return write_if_changed(path, json.dumps(merged, indent=1, sort_keys=True) + "\n", mode)


def secret(engine: Engine, name: str) -> str:
	"""The random password kept as `name` in the engine's folder, readable by its owner only."""
	path = engine.state / "secrets" / name
	if not path.is_file() or not path.read_text(encoding="utf-8"):
		write_atomic(path, secrets.token_urlsafe(18).replace("-", "a").replace("_", "b"), 0o600)
	return path.read_text(encoding="utf-8")


def digest_text(*parts: str) -> str:
	"""Short digest of some texts."""
	return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def digest_files(files: Iterable[Path], base: Path) -> str:
	"""Digest over the names (relative to `base`) and contents of `files`, in any order."""
	total = hashlib.sha256()
	for path in sorted(set(files)):
		name = path.relative_to(base) if path.is_relative_to(base) else path
		total.update(f"{name}\0".encode())
		total.update(path.read_bytes() if path.is_file() else b"-")
	return total.hexdigest()[:24]


def is_stamped(engine: Engine, step: str, fingerprint: str) -> bool:
	"""Whether `step` was finished with just this fingerprint."""
	path = engine.state / step
	return path.is_file() and path.read_text(encoding="utf-8") == fingerprint


def stamp(engine: Engine, step: str, fingerprint: str) -> None:
	"""Remember that `step` is finished; written last, so that an interruption leaves no stamp."""
	write_atomic(engine.state / step, fingerprint)


def unstamp(engine: Engine, *steps: str) -> None:
	"""Forget finished steps, so that the next run does them again."""
	for step in steps:
		(engine.state / step).unlink(missing_ok=True)


def remake(path: Path) -> Path:
	"""Remove whatever lies at `path` and return it, ready to be made anew."""
	if path.is_symlink() or path.is_file():
		path.unlink()
	elif path.exists():
		shutil.rmtree(path)
	path.parent.mkdir(parents=True, exist_ok=True)
	return path


def link(target: Path, name: Path) -> None:
	"""Make `name` a symbolic link to `target`, replacing another link."""
	if name.is_symlink() and os.readlink(name) == str(target):
		return
	remake(name).symlink_to(target)
