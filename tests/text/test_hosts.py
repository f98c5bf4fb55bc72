"""Hosts mean one thing in whatever spelling, and no spelling makes a private address public."""

import pytest

from tearsheet.text.hosts import is_loopback, is_public, literal_address, normal_host

HOSTILE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to refuse, not to listen on
    "::1",
    "::ffff:127.0.0.1",
    "fe80::1",
    "fd00::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "192.0.2.1",
    "240.0.0.1",
    "::ffff:10.0.0.1",
    "ff02::1",
    "2001:db8::1",
    "fec0::1",
    "100.100.100.200",
    "192.88.99.1",
    "2001:0:53aa:64c:0:0:7f00:1",
]
SPELLINGS = [
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7F.0.0.1",
    "0x7f000001",
    "017700000001",
    "0177.0.0.1",
    "2130706433",
    "127.0.0.1.",
    "[::1]",
    "[::ffff:7f00:1]",
    "::127.0.0.1",
    "fe80::1%eth0",
    "[fe80::1%25eth0]",
    "１２７.０.０.１",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "0",
    "0x0",
    "10.1",
    "192.168.257",
    "::ffff:0:127.0.0.1",
    "64:ff9b:1::7f00:1",
    "3fff::1",
    "5f00::1",
    "198.51.100.7",
    "203.0.113.7",
    "192.0.0.8",
]


@pytest.mark.parametrize("ip", HOSTILE + SPELLINGS)
def test_an_address_that_is_not_on_the_public_net_is_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    ["8.8.8.8", "1.1.1.1", "203.119.169.1", "2606:4700::1111", "[2400:3200::1]", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_an_address_on_the_public_net_is_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("text", ["", "example.com", "localhost", "1.2.3.4.5", "256.1.1.1", "::g", "1.2.3.+4"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize(
    ("spelled", "normal"),
    [
        ("Example.COM.", "example.com"),
        ("新华网.中国", "xn--xkrr14bows.xn--fiqs8s"),
        ("ＥＸＡＭＰＬＥ．com", "example.com"),
        ("ex_ample.com", "ex_ample.com"),
        ("[2001:DB8:0::1]", "2001:db8::1"),
        ("[::ffff:127.0.0.1]", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("0300.0250.0.1", "192.168.0.1"),
        ("1.example", "1.example"),
    ],
)
def test_a_host_has_one_spelling(spelled: str, normal: str) -> None:
    assert normal_host(spelled) == normal


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "a b",
        "a/b",
        "a@b",
        "a\\b",
        "a%2fb",
        "1.2.3.4.5",
        "1.2.3.256",
        "256.1",
        "08.1",
        "0x100000000",
        "+1.2.3.4",
        "1_0.0.0.1",
        "[g::]",
        "\x00",
        "a:b",
    ],
)
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        normal_host(text)


def test_a_name_is_no_literal_address() -> None:
    assert literal_address("example.com") is None
    assert str(literal_address("0x7f.1")) == "127.0.0.1"
    assert str(literal_address("[::1]")) == "::1"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.1", "127.9.9.9", "[::1]", "0"]
)
def test_this_machine_is_known_by_all_its_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost.com", "notlocalhost", "10.0.0.1", "example.com", "", "a b"])
def test_other_machines_are_not_this_one(host: str) -> None:
    assert not is_loopback(host)
