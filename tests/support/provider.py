"""A small OpenID provider on this machine: real HTTP, real keys, one user, and ways to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "docgen", "bi-mat-cua-tram-dang-nhap-co-quan-xa"
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})


class Provider:
    """Runs at `issuer`. `claims` and `told` replace what it says in id tokens and of itself; `key` signs; `asked` is what came."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.asked: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.get(self)

            def do_POST(self) -> None:
                provider.post(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def get(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        match parts.path:
            case "/.well-known/openid-configuration":
                names = {
                    "authorization_endpoint": "/authorize",
                    "token_endpoint": "/token",
                    "jwks_uri": "/keys",
                }
                about = {name: self.issuer + path for name, path in names.items()}
                algorithms = {"id_token_signing_alg_values_supported": ["RS256"], "response_types_supported": ["code"]}
                _json(request, {"issuer": self.issuer, **about, **algorithms, **self.told})
            case "/keys":
                _json(request, {"keys": [KEY.as_dict(private=False)]})
            case "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.asked.append(asked)
                code = secrets.token_urlsafe(8)
                self.codes[code] = asked
                request.send_response(302)
                request.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
                request.end_headers()

    def post(self, request: BaseHTTPRequestHandler) -> None:
        sent = {
            name: values[0]
            for name, values in parse_qs(request.rfile.read(int(request.headers["Content-Length"])).decode()).items()
        }
        asked = self.codes.pop(sent.get("code", ""), {})
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        id_and_secret = base64.b64decode(request.headers.get("Authorization", "Basic ").partition(" ")[2]).decode()
        known = (
            id_and_secret in {f"{CLIENT}:{SECRET}", f"{quote(CLIENT)}:{quote(SECRET)}"}
            or unquote(id_and_secret) == f"{CLIENT}:{SECRET}"
        )
        if not known or asked.get("code_challenge") != proof or asked.get("redirect_uri") != sent.get("redirect_uri"):
            _json(request, {"error": "invalid_grant"}, 400)
            return
        moment = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": moment, "exp": moment + 60, "nonce": asked.get("nonce")}
        given = {**claims, "preferred_username": "soan", **self.claims}
        header = {"alg": self.algorithm, "kid": "1"}
        token = jwt.encode(header, given, self.key, algorithms=[self.algorithm])
        _json(request, {"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": token})


def shared_key() -> OctKey:
    """The client's secret as a key: whoever knows it could sign with it."""
    return OctKey.import_key(SECRET)


def _json(request: BaseHTTPRequestHandler, value: object, status: int = 200) -> None:
    body = json.dumps(value).encode()
    request.send_response(status)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
