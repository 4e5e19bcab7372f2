"""Signing in at the company's own service: OpenID Connect, authorization code with PKCE."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from central.access.keys import Keys
from central.access.roles import Role
from central.settings import SignIn, read_secret
from central.words import gettext as _

#: Seconds that somebody may take at the service, and that the service may take to answer us.
PATIENCE, TIMEOUT = 600, 10
#: How an ID token may be signed: with a key of the service, never with a shared secret.
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


class OidcError(Exception):
    """The person cannot be signed in so. The message says why in words."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom the service named."""

    subject: str
    email: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the browser, and what to give it along, sealed, for its way back."""

    address: str
    sealed: str


class SignInService:
    """One service; what it says of itself is asked for each time, so a new key needs no restart."""

    def __init__(self, settings: SignIn, keys: Keys, address: str) -> None:
        self._settings, self._keys = settings, keys
        self._back = f"{address}/sign-in/back"

    def depart(self) -> Departure:
        """Begins a sign-in. Raises OidcError."""
        known = self._discovered()
        verifier, nonce = generate_token(64), secrets.token_urlsafe(32)
        with self._session() as session:
            address, state = session.create_authorization_url(
                known["authorization_endpoint"], code_verifier=verifier, nonce=nonce
            )
        kept = json.dumps({"state": state, "nonce": nonce, "verifier": verifier})
        return Departure(str(address), self._keys.seal(kept.encode()).decode())

    def arrive(self, sealed: str, state: str, code: str) -> Visitor:
        """Who came back. Raises OidcError."""
        opened = self._keys.unseal(sealed.encode(), PATIENCE)
        kept: dict[str, str] = json.loads(opened) if opened else {}
        if not state or not secrets.compare_digest(kept.get("state", ""), state):
            raise OidcError(_("This sign-in did not begin here, or took too long. Try again."))
        known = self._discovered()
        try:
            with self._session() as session:
                token = session.fetch_token(
                    known["token_endpoint"],
                    code=code,
                    code_verifier=kept["verifier"],
                    timeout=TIMEOUT,
                )
            claims = self._claims(str(token["id_token"]), known, kept["nonce"])
        except (OAuthError, requests.RequestException, JoseError, KeyError, ValueError) as error:
            raise OidcError(_("The sign-in service’s answer cannot be trusted.")) from error
        return self._visitor(claims)

    def _discovered(self) -> dict[str, Any]:
        issuer = self._settings.issuer.rstrip("/")
        found = self._get(f"{issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != issuer:
            raise OidcError(_("The sign-in service calls itself by another name."))
        return found

    def _get(self, address: str) -> dict[str, Any]:
        try:
            answer = requests.get(address, timeout=TIMEOUT)
            answer.raise_for_status()
            return dict(answer.json())
        except (requests.RequestException, ValueError) as error:
            raise OidcError(_("The sign-in service does not answer.")) from error

    def _session(self) -> OAuth2Session:
        file = self._settings.client_secret_file
        return OAuth2Session(
            self._settings.client_id,
            read_secret(file) if file else None,
            scope="openid email profile",
            redirect_uri=self._back,
            code_challenge_method="S256",
        )

    def _claims(self, token: str, known: dict[str, Any], nonce: str) -> dict[str, Any]:
        keys = KeySet.import_key_set(self._get(known["jwks_uri"]))  # type: ignore[arg-type]
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        rules = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": known["issuer"]},
            aud={"essential": True, "value": self._settings.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        rules.validate(decoded.claims)
        return decoded.claims

    def _visitor(self, claims: dict[str, Any]) -> Visitor:
        email = str(claims.get("email", "")).strip().lower()
        if not email:
            raise OidcError(_("The sign-in service did not say your address."))
        return Visitor(
            subject=f"{claims['iss']} {claims['sub']}",
            email=email,
            name=str(claims.get("name") or email),
            role=self._role(claims),
        )

    def _role(self, claims: dict[str, Any]) -> Role:
        said = claims.get(self._settings.claim, [])
        groups = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        for group, role in self._settings.roles.items():
            if group in groups and role in set(Role):
                return Role(role)
        raise OidcError(_("You are in no group that may use this console. Ask your administrator."))
