"""Bodies that a newcomer can send as they are to a site with the demo, by endpoint."""

KEY = "a3f1c9de-5b0e-4c1f-9d59-0f2f6a8e7b10"
EXAMPLES: dict[str, dict] = {
	"case.report": {
		**{"description": "楼道堆放杂物，影响通行", "category": "M06010", "grid": "421281001002001"},
		**{"urgency": "Normal", "idempotency_key": KEY},
	},
	"public.report": {"description": "路灯不亮", "grid": "421281001002001"},
	"public.track": {"code": "ABCD-EFGH-JKLM"},
	"case.duplicates": {"description": "楼道堆放杂物", "grid": "421281001002001"},
	"case.act": {"case": "CASE-20261128-00001", "action": "Accept", "idempotency_key": KEY},
	"step.take": {
		**{"doctype": "Case", "name": "CASE-20261128-00001", "action": "Reject"},
		**{"note": "不在本网格", "idempotency_key": KEY},
	},
	"step.next": {"doctype": "Case", "name": "CASE-20261128-00001"},
	"search.find": {"text": "楼道"},
}
