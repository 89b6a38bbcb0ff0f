"""Which addresses may be called: no server lets others look around in its own network.

A name is resolved once, every address behind it is looked at, and the one that was looked at is
called: a name that points elsewhere a moment later changes nothing.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import networks_in

PORTS = {"https": 443, "http": 80}
KEPT_IN_A_PATH = "/%:@!$&'()*+,;=?-._~"
# Leads to any IPv4 address, and Python calls it global.
NAT64 = networks_in("64:ff9b::/96")[0]


class NotAllowed(Exception):
    """This address is not called; the text says why, for the log of the deliveries."""


@dataclass(frozen=True)
class Place:
    """Where a call goes: the name that the certificate has to bear, and the address."""

    scheme: str
    host: str
    port: int
    address: str
    target: str  # path and query


def check_url(url: str) -> None:
    """What can be said beforehand, without asking anybody. Raises ValidationError."""
    try:
        parts = urlsplit(url)
        host = _host(parts)
        _port(parts)
    except ValueError as error:  # what is no host, or no port
        raise ValidationError({"url": _("This is no address that can be called.")}) from error
    if parts.scheme not in PORTS or (parts.scheme == "http" and not settings.WEBHOOK_NETWORKS):
        raise ValidationError({"url": _("Give an address that begins with https://.")})
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise ValidationError({"url": _("Leave out names, passwords and whatever follows “#”.")})
    try:
        literal = ip_address(host)
    except ValueError:
        return  # a name: who is behind it is looked up whenever it is called
    if not _may_call(literal, parts.scheme):
        raise ValidationError({"url": _("This is an address inside a private network.")})


def place_of(url: str) -> Place:
    """Where to call. Raises NotAllowed; OSError where the name is not known."""
    parts = urlsplit(url)
    host, port = _host(parts), _port(parts)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    # All of them: of a name with a public and a private address either might be called.
    if not addresses or not all(_may_call(address, parts.scheme) for address in addresses):
        raise NotAllowed("not a public address")
    target = quote(parts.path or "/", safe=KEPT_IN_A_PATH)
    query = f"?{quote(parts.query, safe=KEPT_IN_A_PATH)}" if parts.query else ""
    return Place(parts.scheme, host, port, str(addresses[0]), target + query)


def _host(parts) -> str:
    """In ASCII, as certificates and headers name it. Raises ValueError."""
    if not parts.hostname:
        raise ValueError("no host")
    return parts.hostname.encode("idna").decode()


def _port(parts) -> int:
    return parts.port or PORTS.get(parts.scheme, 0)


def _may_call(address: IPv4Address | IPv6Address, scheme: str) -> bool:
    bare = address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
    ours = networks_in(" ".join(settings.WEBHOOK_NETWORKS))
    if any(bare in network for network in ours):
        return True
    tunnelled = isinstance(bare, IPv6Address) and (bare.sixtofour or bare.teredo)
    translated = isinstance(bare, IPv6Address) and bare in NAT64
    return (
        scheme == "https" and bare.is_global and not (bare.is_multicast or tunnelled or translated)
    )
