"""Site rules: how one site's share pages are resolved, fetched and read."""

from tearsheet.sites.rules import broken_rules, rule_for

__all__ = ["broken_rules", "rule_for"]
