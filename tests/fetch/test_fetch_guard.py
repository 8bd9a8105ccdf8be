from ipaddress import ip_address

import pytest

from kg.errors import WrongParameter
from kg.fetch.address import parse_address
from kg.fetch.guard import Guard, is_public
from kg.fetch.outcome import NotFetched


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public(ip):
    assert is_public(ip_address(ip))


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "2001:0:808:808::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_not_public(ip):
    assert not is_public(ip_address(ip))


def test_every_ip_address_of_a_name_must_be_public():
    with pytest.raises(NotFetched, match=r"192\.168\.0\.9"):
        Guard().check_ips("news.example", ["8.8.8.8", "192.168.0.9"])


@pytest.mark.parametrize("port", [22, 25, 6379, 9200])
def test_unusual_ports_are_refused_unless_named(port):
    address = parse_address(f"http://news.example:{port}/")
    with pytest.raises(NotFetched, match=f"--allow-port {port}"):
        Guard().check(address)
    Guard.of(ports=[port]).check(address)


def test_a_private_host_is_let_through_by_name():
    guard = Guard.of(private=["intranet.example", "10.0.0.7:9000", "[fd00::1]:9001"])
    guard.check_ips("intranet.example", ["192.168.0.9"])
    guard.check(parse_address("http://10.0.0.7:9000/"))
    guard.check(parse_address("http://[fd00::1]:9001/"))
    with pytest.raises(NotFetched, match="unusual port"):
        guard.check(parse_address("http://10.0.0.7:9001/"))
    with pytest.raises(NotFetched, match="not public"):
        guard.check(parse_address("http://10.0.0.8/"))


def test_no_public_site_redirects_into_the_own_network():
    guard = Guard.of(private=["intranet.example"])
    inside, outside = parse_address("http://intranet.example/a"), parse_address("http://news.example/")
    guard.check(inside)
    guard.check(inside, origin=inside)
    with pytest.raises(NotFetched, match=r"redirect from news\.example"):
        guard.check(inside, origin=outside)


@pytest.mark.parametrize("text", ["", "0x7f.1", "a b", "host:port", "a:1:2"])
def test_what_is_no_host_is_wrong_usage(text):
    with pytest.raises(WrongParameter):
        Guard.of(private=[text])
