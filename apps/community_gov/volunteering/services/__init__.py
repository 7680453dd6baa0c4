"""Services, their hours, confirmation, certificates and figures."""
