"""A small sign-in service: OpenID Connect with PKCE, as strict as a real one, on loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "plimsoll", "a client secret"


class Provider(ThreadingHTTPServer):
    """Signs everybody in as `claims`; `spoil` changes a token before it is signed."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.other = RSAKey.generate_key(2048, {"kid": "one"})
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {
            "sub": "4711",
            "email": "Anna@company.example",
            "name": "Anna Lind",
            "groups": ["staff", "ai-governance"],
        }
        self.spoil: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.forged = False
        self._asked: dict[str, dict[str, str]] = {}

    def authorize(self, query: dict[str, str]) -> str:
        """The address that the browser is sent back to."""
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code, or None where something is wrong."""
        expected = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self._asked.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if authorization.removeprefix("Basic ") not in (expected, plain) or asked is None:
            return None
        if asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        claims |= {"nonce": asked["nonce"], **self.claims, **self.spoil}
        key = self.other if self.forged else self.key
        header = {"alg": self.algorithm, "kid": "one"}
        signed = jwt.encode(header, claims, key, algorithms=["RS256", "none"])
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        provider = self.server
        if parts.path == "/.well-known/openid-configuration":
            self._json(
                {
                    "issuer": provider.issuer,
                    "authorization_endpoint": f"{provider.issuer}/authorize",
                    "token_endpoint": f"{provider.issuer}/token",
                    "jwks_uri": f"{provider.issuer}/keys",
                }
            )
        elif parts.path == "/keys":
            self._json({"keys": [provider.key.as_dict(private=False)]})
        else:
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", provider.authorize(query))
            self.end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        found = self.server.token(form, self.headers.get("authorization", ""))
        self._json(found or {"error": "invalid_grant"}, 200 if found else 400)

    def _json(self, content: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def provider() -> Iterator[Provider]:
    """Serves while the block lasts."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
