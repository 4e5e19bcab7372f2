"""A company's network: a server that only the company's own authority vouches for, and a proxy."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """The company's authority, and a certificate of its for one name."""

    #: PEM of the authority, as an administrator would put it into the system's trust store.
    trusted: Path
    #: PEM of the server's certificate and key.
    server: Path


def make_authority(folder: Path, name: str) -> Authority:
    root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _each in range(2))
    issuer = _name("Harbour Authority")
    authority = _signed(issuer, root.public_key(), issuer, root, True, [])
    certificate = _signed(_name(name), leaf.public_key(), issuer, root, False, [x509.DNSName(name)])
    trusted, server = folder / "authority.pem", folder / "server.pem"
    trusted.write_bytes(_pem(authority))
    server.write_bytes(
        leaf.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + _pem(certificate)
    )
    return Authority(trusted, server)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _signed(
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    by: ec.EllipticCurvePrivateKey,
    authority: bool,
    names: list[x509.GeneralName],
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(by, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


@contextmanager
def secure_server(folder: Path, certificate: Path) -> Iterator[int]:
    """Hands out the files of `folder` over TLS; its port."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *_arguments: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_arguments: Any) -> None:
            return  # a client that does not trust us says so by leaving

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Proxy:
    """An HTTP proxy that takes every name to one port of this machine, and keeps what was asked."""

    behind: int
    port: int = 0
    asked: list[bytes] = field(default_factory=list)


@contextmanager
def proxy(behind: int) -> Iterator[Proxy]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Proxy(behind, int(listener.getsockname()[1]))
        threading.Thread(target=_accept, args=(listener, made), daemon=True).start()
        yield made
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, made: Proxy) -> None:
    while True:
        try:
            here, _address = listener.accept()
        except OSError:
            return
        threading.Thread(target=_tunnel, args=(here, made), daemon=True).start()


def _tunnel(here: socket.socket, made: Proxy) -> None:
    with here, socket.create_connection(("127.0.0.1", made.behind)) as there, suppress(OSError):
        made.asked.append(here.recv(65_536).split(b"\r\n")[0])
        here.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pass_on, args=(there, here))
        back.start()
        _pass_on(here, there)
        back.join()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
