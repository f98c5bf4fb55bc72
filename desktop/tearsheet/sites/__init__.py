"""Site rules: how one site's share pages are resolved, fetched and read."""

from tearsheet.sites.rules import rule_for

__all__ = ["rule_for"]
