"""Reading ./dev's own options out of the command line."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from devtools.errors import DevError
from devtools.paths import ROOT, Engine


@dataclass
class Options:
	"""What ./dev was asked to do."""

	command: str = "help"
	args: list[str] = field(default_factory=list)
	engine: Engine = field(default_factory=Engine)


def parse(argv: list[str], root: Path = ROOT) -> Options:
	"""Split `argv` into engine, command and the command's own arguments."""
	rest: list[str] = []
	source = None
	words = iter(argv)
	for word in words:
		if word == "--":
			rest += [word, *words]
		elif word == "--frappe":
			source = next(words, "")
		elif word.startswith("--frappe="):
			source = word.partition("=")[2]
		else:
			rest.append(word)
	engine = Engine(root=root) if source is None else official_engine(source, root)
	if not rest:
		return Options(engine=engine)
	command, *args = rest
	return Options("help" if command in ("-h", "--help") else command, args, engine)


def official_engine(text: str, root: Path = ROOT) -> Engine:
	"""The engine that `--frappe <git url or path>[@ref]` names."""
	if not text or text.startswith("-"):
		raise DevError(
			"--frappe came without a repository", "write ./dev --frappe <git url or path>[@ref] <command>"
		)
	source, ref = split_ref(text)
	if Path(source).expanduser().exists():
		source = str(Path(source).expanduser().resolve())
	name = re.sub(r"\W+", "-", Path(source).name.removesuffix(".git")).strip("-") or "frappe"
	label = re.sub(r"[^\w.]+", "-", ref or "head").strip("-")[:24]
	short = hashlib.sha256(f"{source}@{ref}".encode()).hexdigest()[:6]
	return Engine(slug=f"{name[:24]}-{label}-{short}", source=source, ref=ref, root=root)


def split_ref(text: str) -> tuple[str, str | None]:
	"""Split `<git url or path>[@ref]`; an `@` that belongs to the address is no ref."""
	if Path(text).expanduser().exists():
		return text, None
	source, sign, ref = text.rpartition("@")
	is_user = ":" in ref or re.fullmatch(r"\w+://[^/]*", source)
	if not sign or not source or not ref or is_user:
		return text, None
	return source, ref
