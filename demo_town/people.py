"""Accounts of the town besides those of the small demo, and what its front page says of the community."""

import frappe

from community_gov.demo.people import ACCOUNTS as SMALL
from community_gov.demo.people import PASSWORD, Account, email, join_team, make_user

ACCOUNTS = (
	Account("coordinator.chuhe", "Volunteer Coordinator", 20, "chuhe"),
	Account("coordinator.zhonghuaxiang", "Volunteer Coordinator", 21, "zhonghuaxiang"),
	Account("manager.chuhe", "Community Manager", 22, "chuhe"),
	Account("manager.zhonghuaxiang", "Community Manager", 23, "zhonghuaxiang"),
	Account("clerk.chuhe", "Council Clerk", 24, "chuhe"),
	Account("clerk.zhonghuaxiang", "Council Clerk", 25, "zhonghuaxiang"),
	Account("manager.zhelu", "Community Manager", 26, "zhelu"),
	Account("manager.qilitang", "Community Manager", 27, "qilitang"),
	Account("clerk.qilitang", "Council Clerk", 28, "qilitang"),
)
# No telephone: every number is somebody's.
OFFICE = {
	"community_name": "北街社区（演示）",
	"office_hours": "周一至周日 8:30–17:30",
	"office_address": "北街社区党群服务中心（演示）",
}


def load_accounts() -> None:
	"""Accounts in the teams of their communities, and the office of the first one."""
	for name, value in OFFICE.items():
		frappe.db.set_single_value("Community Gov Settings", name, value)
	frappe.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	for account in ACCOUNTS:
		make_user(account)
		join_team(account)


def print_accounts() -> None:
	"""As the small demo prints its own."""
	width = max(len(email(account.key)) for account in SMALL)
	for account in ACCOUNTS:
		print(f"{email(account.key):<{width}}  {PASSWORD}  {account.role}")
