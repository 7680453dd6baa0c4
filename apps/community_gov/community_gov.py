"""Makes the app folder the Frappe module "Community Gov".

Frappe looks for ``community_gov.community_gov.doctype``; with this path it finds ``doctype/`` beside us.
"""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parent)]
