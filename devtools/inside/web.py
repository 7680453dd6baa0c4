"""WSGI application of one site: Frappe, the desk's assets and public files.

The site is the one named by COMMUNITY_GOV_SITE, whatever host name a request carries.
"""

import os

from werkzeug.middleware.shared_data import SharedDataMiddleware

import frappe.app
from frappe.middlewares import StaticDataMiddleware

from devtools.inside.compressed import compressed
from devtools.inside.live_port import tell_live_port

live_port = os.environ.get("COMMUNITY_GOV_LIVE_PORT")
if live_port:
	tell_live_port(int(live_port))
frappe.app._site = os.environ["COMMUNITY_GOV_SITE"]
sites_path = os.path.abspath(os.environ.get("SITES_PATH", "."))

application = SharedDataMiddleware(frappe.app.application, {"/assets": os.path.join(sites_path, "assets")})
application = StaticDataMiddleware(application, {"/files": sites_path})
application = compressed(application)
