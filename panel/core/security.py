"""What protects every page: headers, form tokens, cookies, and limits on how often something may be tried."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

import flask
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge, UnprocessableEntity
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from panel.core.effort import address_of_visitor

MAX_BODY_BYTES = 1_000_000
MAX_FIELDS = 500
MOST_PARTS = 30
LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})

csrf = CSRFProtect()
limiter = Limiter(key_func=address_of_visitor, strategy="moving-window")

View = TypeVar("View", bound=Callable[..., Any])


class Request(flask.Request):
    """A request whose files stay in memory: somebody's voice is never laid on a disk as it came."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def csp_nonce() -> str:
    """Return the nonce of this response: only script tags that carry it may run."""
    if "csp_nonce" not in flask.g:
        flask.g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = flask.g.csp_nonce
    return nonce


def inline_styles(view: View) -> View:
    """Mark an outcome page: Plotly writes style attributes, so here and only here those are allowed."""
    view.meepraat_inline_styles = True  # type: ignore[attr-defined]
    return view


def framed_by_ourselves(view: View) -> View:
    """Mark a page that our own desk shows in a frame, such as the phone preview."""
    view.meepraat_framed = "'self'"  # type: ignore[attr-defined]
    return view


def framed_by_anyone(view: View) -> View:
    """Mark a public page that may stand in a frame on any site: it shows what everybody may see and does nothing."""
    view.meepraat_framed = "*"  # type: ignore[attr-defined]
    return view


def takes_files(most_bytes: int, most_parts: int = MOST_PARTS) -> Callable[[View], View]:
    """Mark a page to which a file may be sent: its own limits hold before anything of the body is read."""

    def mark(view: View) -> View:
        view.meepraat_most_bytes = most_bytes  # type: ignore[attr-defined]
        view.meepraat_most_parts = most_parts  # type: ignore[attr-defined]
        return view

    return mark


def _widen_for_files() -> None:
    view = flask.current_app.view_functions.get(flask.request.endpoint or "")
    most_bytes = getattr(view, "meepraat_most_bytes", None)
    # Only a form with files is large: a long text in any other form would come back on a page as long.
    if most_bytes is not None and flask.request.mimetype == "multipart/form-data":
        flask.request.max_content_length = most_bytes
        flask.request.max_form_parts = getattr(view, "meepraat_most_parts", MOST_PARTS)


def _policy(view: object) -> str:
    # The two may not stand together: where there is a nonce, browsers no longer allow the attributes.
    free = getattr(view, "meepraat_inline_styles", False)
    style = "'self' 'unsafe-inline'" if free else f"'self' 'nonce-{csp_nonce()}'"
    ancestors = getattr(view, "meepraat_framed", "'none'")
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' 'nonce-{csp_nonce()}'",
        f"style-src {style}",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        f"frame-ancestors {ancestors}",
    ))  # fmt: skip


def _refuse_unreadable_form() -> None:
    # A form that is not UTF-8 is parsed as an empty one, which would look like an expired form.
    request = flask.request
    if request.mimetype == "application/x-www-form-urlencoded" and request.content_length and not request.form:
        raise UnprocessableEntity
    # A part without a name is no field of any form, and the check of form tokens stumbles over it.
    if None in request.form or None in request.files:
        raise UnprocessableEntity
    # Showing hundreds of thousands of fields again would keep this process busy for seconds.
    if sum(len(values) for values in request.form.listvalues()) > MAX_FIELDS:
        raise RequestEntityTooLarge


def _refuse_other_sites() -> None:
    # No other site sends us anything. What it did send would come back on a page of ours, with a button to send it.
    if flask.request.method not in LOOKING and flask.request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Forbidden


def init_security(app: flask.Flask, settings: Settings) -> None:
    """Switch on form tokens, limits, cookie flags and security headers."""
    secure = settings.is_production if settings.secure_cookies is None else settings.secure_cookies
    app.config.update(
        SECRET_KEY=settings.secret("secret_key"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_NAME="meepraat",
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=secure,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        RATELIMIT_ENABLED=settings.rate_limits,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_HEADERS_ENABLED=False,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.request_class = Request
    app.before_request(_refuse_other_sites)
    app.before_request(_widen_for_files)
    app.before_request(_refuse_unreadable_form)
    csrf.init_app(app)
    limiter.init_app(app)
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def _headers(response: flask.Response) -> flask.Response:
        view = app.view_functions.get(flask.request.endpoint or "")
        headers = response.headers
        if response.status_code != 304:
            # "Not changed" leaves the policy of the kept page alone: its nonce is in that page, a new one is not.
            headers.setdefault("Content-Security-Policy", _policy(view))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self), interest-cohort=()")
        if not hasattr(view, "meepraat_framed"):
            headers.setdefault("X-Frame-Options", "DENY")
        if secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        # Pages may hold what someone typed or what staff may see: nobody keeps them, unless a view says so.
        headers.setdefault("Cache-Control", "no-store")
        return response
