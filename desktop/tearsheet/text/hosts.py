"""Turn any spelling of a host into the one it means, and an address into whether the public net begins there."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import unquote

import idna

# IANA's special-purpose registries, written out: what `ipaddress` knows of them differs between Python releases,
# and 192.88.99.0/24 and fec0::/10 are missing from it.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_GLOBAL_UNICAST_6 = IPv6Network("2000::/3")
# Teredo and other protocol assignments, the two ranges for documentation.
_NOT_PUBLIC_6 = tuple(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")
_NUMBER = re.compile(r"0x(?P<hexadecimal>[0-9a-f]*)|(?P<octal>0[0-7]*)|(?P<decimal>[1-9][0-9]*)")


def normal_host(host: str) -> str:
    """Return the one spelling of a host: lower case, ASCII, no last dot, an address in its shortest form.

    Numbers are read as a browser reads them (WHATWG URL, 3.5): 127.1, 0x7f.1, 017700000001 and 2130706433 are
    127.0.0.1. An IPv6 address stands without brackets and zone; one that wraps an IPv4 address is that address.
    Raises ValueError for what is no host.
    """
    text = unquote(host.strip()).lower()
    if text.startswith("[") or ":" in text:
        return str(_unwrapped(IPv6Address(text.strip("[]").partition("%")[0])))
    if not text.isascii():
        text = idna.encode(text, uts46=True).decode("ascii")
    text = text.removesuffix(".")
    if not text or any(character <= " " or character in '"#%/:<>?@[\\]^`{|}\x7f' for character in text):
        raise ValueError(f"no host: {host[:100]!r}")
    return str(_ipv4(text)) if _ends_in_number(text) else text


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that `host` spells, None for a name. Raises ValueError for what is no host."""
    normal = normal_host(host)
    if ":" in normal:
        return IPv6Address(normal)
    return IPv4Address(normal) if _ends_in_number(normal) else None


def is_public(ip: str) -> bool:
    """Tell whether an address lies on the public net: in any spelling, looking through 6to4 and NAT64.

    What is no address is not public.
    """
    try:
        address = literal_address(ip)
    except ValueError:
        return False
    return address is not None and _is_public(address)


def is_loopback(host: str) -> bool:
    """Tell whether `host` can only be this very machine (RFC 6761, 6.3 for the names)."""
    try:
        normal = normal_host(host)
        address = literal_address(normal)
    except ValueError:
        return False
    if address is None:
        return normal == "localhost" or normal.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    inner = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        inner = IPv4Address(int(address) & 0xFFFF_FFFF)
    if inner is not None:
        return _is_public(inner)
    return address in _GLOBAL_UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)


def _unwrapped(address: IPv6Address) -> IPv4Address | IPv6Address:
    return address.ipv4_mapped or address


def _ends_in_number(host: str) -> bool:
    last = host.rpartition(".")[2]
    return last.isdigit() or re.fullmatch("0x[0-9a-f]*", last) is not None


def _ipv4(text: str) -> IPv4Address:
    *first, last = (_number(part) for part in text.split("."))
    if len(first) > 3 or any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        raise ValueError(f"no IPv4 address: {text[:100]!r}")
    return IPv4Address(sum(number << 8 * (3 - place) for place, number in enumerate(first)) + last)


def _number(part: str) -> int:
    match _NUMBER.fullmatch(part[:16]):
        case None:
            raise ValueError(f"no number: {part[:16]!r}")
        case found if found["hexadecimal"] is not None:
            return int(found["hexadecimal"] or "0", 16)
        case found:
            return int(found["octal"], 8) if found["octal"] else int(found["decimal"])
