from community_gov.api import work_page

no_cache = 1


def get_context(context):
	context.manifest = work_page.manifest()
