"""Turn the addresses a page goes by into the site rules for it: those bundled, and a person's own on top of them."""

from collections.abc import Iterator
from dataclasses import replace

from tearsheet.model.errors import AddressError
from tearsheet.model.page import Address
from tearsheet.model.rule import SiteRule
from tearsheet.sites import rule_for
from tearsheet.text.addresses import parse
from tearsheet.workflows.desk import Desk


def rule_of(desk: Desk, *links: str) -> SiteRule | None:
    """Return the rules for the page of these links, such as how it was handed over and where it was found.

    What is no address is passed by: a file may be kept that does not say where it came from.
    """
    return rule_for(*addresses_of(*links), own=desk.rules)


def identified(desk: Desk, address: Address) -> Address:
    """Return `address` with the key its site gives it, so that every share link of one article is one article."""
    rule = rule_for(address, own=desk.rules)
    return replace(address, key=rule.key) if rule is not None and rule.key else address


def addresses_of(*links: str) -> Iterator[Address]:
    """Return the different addresses among links; what is none is passed by."""
    for link in dict.fromkeys(links):
        try:
            yield parse(link)
        except AddressError:
            continue
