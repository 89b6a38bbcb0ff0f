"""No server of ours is sent to look around in somebody's network."""

import datetime as dt
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ValidationError

from api.models import WebhookDelivery
from api.webhooks.guard import NotAllowed, check_url, place_of
from api.webhooks.sending import Sent, send_due
from api.webhooks.subscribing import ping_hook
from tests.marks import reads_the_journal

pytestmark = reads_the_journal

PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
    *("0.0.0.1", "100.64.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[fe80::1]"),
    *("[fc00::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
]


def behind(monkeypatch, *addresses):
    """Whatever name is looked up stands at these addresses."""
    look_up = socket.getaddrinfo

    def looked_up(host, port, *args, **more):
        if host.endswith(".example.org"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]
        return look_up(host, port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_refused_when_they_are_typed_and_when_they_are_called(host):
    url = f"https://{host}/"
    with pytest.raises(ValidationError, match="private network"):
        check_url(url)
    with pytest.raises(NotAllowed):
        place_of(url)


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
def test_other_ways_of_writing_them_are_refused_when_they_are_called(host):
    with pytest.raises((NotAllowed, OSError)):
        place_of(f"https://{host}/")


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["93.184.215.14", "10.0.0.1"], []])
def test_a_public_name_that_leads_inside_is_not_called(monkeypatch, addresses):
    behind(monkeypatch, *addresses)

    with pytest.raises(NotAllowed):
        place_of("https://dasbor.example.org/")


def test_the_address_that_was_looked_at_is_the_one_that_is_called(monkeypatch):
    """So a name that leads elsewhere a moment later changes nothing."""
    behind(monkeypatch, "93.184.215.14")

    place = place_of("https://dasbor.example.org:8443/hook/é?x=1 2")

    assert (place.host, place.port, place.address) == (
        "dasbor.example.org",
        8443,
        "93.184.215.14",
    )
    assert place.target == "/hook/%C3%A9?x=1%202"


@pytest.mark.parametrize(
    "url",
    [
        *("http://dasbor.example.org/", "ftp://dasbor.example.org/", "https:///x", "x", ""),
        *("https://u:p@dasbor.example.org/", "https://dasbor.example.org/#x"),
        *("https://dasbor.example.org:99999/", "https://[::1/", f"https://{'x' * 70}.org/"),
    ],
)
def test_what_cannot_be_called_is_told_at_once(url):
    with pytest.raises(ValidationError):
        check_url(url)


def test_networks_of_the_house_may_be_called_without_tls(settings):
    settings.WEBHOOK_NETWORKS = ["10.1.0.0/16"]

    check_url("http://10.1.2.3:8080/")
    assert place_of("http://10.1.2.3:8080/").address == "10.1.2.3"
    with pytest.raises(ValidationError):
        check_url("http://10.2.2.3/")
    with pytest.raises(NotAllowed):
        place_of("http://93.184.215.14/")


def test_what_is_not_allowed_stands_in_the_log_and_is_never_connected(house, hook_of, monkeypatch):
    ping_hook(hook_of(house.sari))
    behind(monkeypatch, "169.254.169.254")

    assert send_due() == Sent(0, 1)
    assert WebhookDelivery.objects.get().answer == "not a public address"


@pytest.fixture
def certified(tmp_path):
    """A certificate that somebody made for themselves, for this name, and its key."""

    def make(name):
        key = ec.generate_private_key(ec.SECP256R1())
        called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(called)
            .issuer_name(called)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        path = tmp_path / "both.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        return path

    return make


@pytest.mark.parametrize(
    ("name", "is_trusted", "expected"),
    [
        ("dasbor.example.org", True, Sent(1, 0)),
        ("dasbor.example.org", False, Sent(0, 1)),
        ("lain.example.org", True, Sent(0, 1)),
    ],
)
def test_the_certificate_has_to_be_trusted_and_of_that_name(
    house, hook_of, certified, monkeypatch, settings, name, is_trusted, expected
):
    path = certified(name)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    settings.WEBHOOK_NETWORKS = ["127.0.0.1"]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        thread = threading.Thread(target=_answer, args=[server, context])
        thread.start()
        ping_hook(hook_of(house.sari, url=f"https://dasbor.example.org:{port}/"))
        behind(monkeypatch, "127.0.0.1")
        assert send_due() == expected, WebhookDelivery.objects.get().answer
        thread.join()


def _answer(server, context):
    server.settimeout(10)
    calling, _address = server.accept()
    try:
        with context.wrap_socket(calling, server_side=True) as sealed:
            got = b""
            while b'"ping"' not in got:  # who hangs up on a body resets the connection
                got += sealed.recv(65_536)
            sealed.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
    except OSError:
        calling.close()
