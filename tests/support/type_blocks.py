"""The types that Frappe's exporter writes into controllers; run as a module, this writes them all.

In developer mode Frappe does the same when a DocType is saved; `./dev lint --fix` formats both alike.
"""

import ast
import json
import textwrap
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import frappe
from frappe.model import base_document
from frappe.types.exporter import TypeExporter, end_block, start_block

DOCTYPES = Path(__file__).resolve().parents[2] / "apps" / "community_gov" / "doctype"


def folder_of(doctype: str) -> str:
	return doctype.lower().replace(" ", "_").replace("-", "_")


def controller_of(doctype: str) -> SimpleNamespace:
	"""Stands for the controller class, so that nothing has to be imported and no site is asked."""
	folder = folder_of(doctype)
	module = f"community_gov.community_gov.doctype.{folder}.{folder}"
	return SimpleNamespace(__module__=module, __name__=doctype.replace(" ", "").replace("-", ""))


class Exporter(TypeExporter):
	"""Frappe's exporter over a DocType's JSON file instead of a site's row."""

	def __init__(self, folder: Path):
		schema = json.loads((folder / f"{folder.name}.json").read_text(encoding="utf-8"))
		self.doc = frappe._dict(schema, fields=[frappe._dict(field) for field in schema["fields"]])
		self.doctype, self.indent = self.doc.name, "\t"
		self.field_types, self.imports = {}, {"from frappe.types import DF"}
		self.controller_path = folder / f"{folder.name}.py"

	def _is_nullable(self, field) -> bool:
		# Frappe 15.50 misspells this type in its list of those that are never empty.
		return field.fieldtype != "Table MultiSelect" and super()._is_nullable(field)

	def block(self) -> str:
		with patch.object(base_document, "get_controller", controller_of):
			return self._generate_code()

	def write(self) -> None:
		"""Replace the block, or add one below the docstring of the class, which has to stay first."""
		code, new = self.controller_path.read_text(encoding="utf-8"), self.block()
		if start_block not in code:
			code = self._with_room(code, new)
		first, last = code.index(f"\t{start_block}"), code.index(end_block) + len(end_block)
		self.controller_path.write_text(code[:first] + new + code[last:], encoding="utf-8")

	def _with_room(self, code: str, new: str) -> str:
		controller = class_in(ast.parse(code))
		first = controller.body[0]
		is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
		lines = code.splitlines()
		above = first.end_lineno if is_text else first.lineno - 1 - len(getattr(first, "decorator_list", ()))
		below = lines[above:]
		if [line.strip() for line in below[:1]] == ["pass"]:
			below = below[1:]
		gap = [""] if is_text else []
		return (
			"\n".join([*lines[:above], *gap, f"\t{start_block}", f"\t{end_block}", "", *below]).rstrip()
			+ "\n"
		)


def class_in(tree: ast.Module) -> ast.ClassDef:
	"""The controller: the file's last class."""
	return [node for node in tree.body if isinstance(node, ast.ClassDef)][-1]


def declared(block: str) -> tuple[set[str], set[str]]:
	"""Imports and annotations of a block, each in one spelling, however it is laid out."""
	[condition] = [node for node in ast.parse(textwrap.dedent(block)).body if isinstance(node, ast.If)]
	imports = {ast.unparse(node) for node in condition.body if isinstance(node, ast.ImportFrom)}
	fields = {ast.unparse(node) for node in condition.body if isinstance(node, ast.AnnAssign)}
	# A Select whose options a script fills: Frappe of 2023 leaves the brackets out.
	return imports, {field + "[None]" if field.endswith(": DF.Literal") else field for field in fields}


def written(path: Path) -> str:
	"""The block that stands in the controller's file."""
	code = path.read_text(encoding="utf-8")
	return code[code.index(f"\t{start_block}") : code.index(end_block)]


def folders() -> list[Path]:
	return sorted(path.parent for path in DOCTYPES.glob("*/*.json") if path.stem == path.parent.name)


if __name__ == "__main__":
	for place in folders():
		Exporter(place).write()
