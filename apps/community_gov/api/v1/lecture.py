"""Policy lectures over REST: questions noted, answered, made a case. Steps are taken by step.take."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.participation.lectures import lectures, questions
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("lecture.note_question")
def note_question(lecture: str, text: str) -> dict:
	"""Notes a question that was asked in the room; who asked is not kept.

	Permission: who may write the lecture.
	Returns:
	        {question, due_at}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.lectures.questions.ask
	"""
	require(lectures.DOCTYPE, "write")
	doc = load_doc(lectures.DOCTYPE, lecture, "write")
	made = questions.ask(doc.name, text, questions.IN_ROOM)
	return {"question": made, "due_at": str(frappe.db.get_value(lectures.QUESTION, made, "due_at"))}


@frappe.whitelist(methods=["POST"])
@idempotent("lecture.answer")
def answer(question: str, text: str, is_shown: bool = True) -> dict:
	"""Answers a question once.

	Args:
	        is_shown: question and answer stand on the public page, without numbers of people.
	Permission: who may write the lecture.
	Returns:
	        {question, result}
	Raises:
	        BadInputError (422), ConflictError (409): it has its answer.
	"""
	doc = _locked(question)
	questions.answer(doc, text, is_shown)
	return {"question": doc.name, "result": doc.result}


@frappe.whitelist(methods=["POST"])
@idempotent("lecture.make_case")
def make_case(question: str) -> dict:
	"""Makes a case of a question on which somebody has to act.

	Permission: who may write the lecture.
	Returns:
	        {question, result, case}
	Raises:
	        ConflictError (409): it has its answer.
	"""
	doc = _locked(question)
	return {"question": doc.name, "case": questions.make_case(doc), "result": doc.result}


def _locked(question: str):
	require(lectures.DOCTYPE, "write")
	doc = load_doc(lectures.QUESTION, question)
	load_doc(lectures.DOCTYPE, doc.lecture, "write")
	return frappe.get_doc(lectures.QUESTION, doc.name, for_update=True)
