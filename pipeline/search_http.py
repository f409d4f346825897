"""Read-only search over HTTP for other programs of the house; docs/schema/search.openapi.json describes it.

Without any account it answers this computer alone; with accounts, only the token of a session whose role may read, and
then that office's cases alone. Every search stands in the log of accesses. Refuses to change anything in the archive.
"""

from collections.abc import Callable
from functools import cached_property
from ipaddress import ip_address

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.access import Operator, Right, Role
from domain.auditing import Action
from domain.errors import AccessRefused, BadQuestion, LoginFailed, SessionOver, StorageError, TsuzuriError
from pipeline.asking import query_of
from pipeline.desk.guard import log_hits
from pipeline.found import csv_of, found_of, rows_of
from pipeline.opening import opened
from pipeline.search_docs import API, Health, SignIn, Token, openapi
from pipeline.settings import Settings
from pipeline.veil import hits
from storage.access import Scope
from storage.accounts import Proof
from storage.archive import Archive
from storage.asked import Hits, Query

HOSTS = ("127.0.0.1", "localhost", "[::1]")
BODY_LIMIT = 10_000
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_STATUS: tuple[tuple[type[TsuzuriError], int], ...] = (
    *((LoginFailed, 401), (SessionOver, 401), (AccessRefused, 403), (BadQuestion, 400), (StorageError, 503)),
)


class SearchHttp:
    """`routes` are all there are. One archive handle an office, opened when first asked for."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self.archive, self.settings = archive, settings
        self._scoped: dict[str, Archive] = {"": archive}

    @cached_property
    def routes(self) -> list[Route]:
        return [
            Route("/v1/search", told(self.search)),
            Route("/v1/search.csv", told(self.search_csv)),
            Route("/v1/session", told(self.sign_in), methods=["POST"]),
            Route("/v1/session", told(self.sign_out), methods=["DELETE"]),
            Route("/v1/health", told(self.health)),
            Route("/v1/openapi.json", told(self.document)),
        ]

    def search(self, request: Request, body: bytes) -> Response:
        query = query_of(request.query_params.get("q", ""), filters_of(request))
        return answer(found_of(self._found(request, query), query).model_dump(mode="json"))

    def search_csv(self, request: Request, body: bytes) -> Response:
        query = query_of(request.query_params.get("q", ""), filters_of(request))
        hits = self._found(request, query, action=Action.EXPORT).hits
        headers = {**_HEADERS, "Content-Disposition": 'attachment; filename="hits.csv"'}
        return Response(csv_of(rows_of(hits)), media_type="text/csv; charset=utf-8", headers=headers)

    def sign_in(self, request: Request, body: bytes) -> Response:
        try:
            asked = SignIn.model_validate_json(body)
        except ValidationError:
            raise BadQuestion("a sign-in is a JSON object with name and secret") from None
        return answer(Token(token=self.archive.sessions.open(Proof(asked.name, asked.secret, asked.code))).model_dump())

    def sign_out(self, request: Request, body: bytes) -> Response:
        self.archive.sessions.close(token_of(request))
        return Response(status_code=204, headers=_HEADERS)

    def health(self, request: Request, body: bytes) -> Response:
        self.archive.accounts.exist()
        return answer(Health(api=API, ok=True).model_dump())

    def document(self, request: Request, body: bytes) -> Response:
        return answer(openapi())

    def _found(self, request: Request, query: Query, *, action: Action = Action.SEARCH) -> Hits:
        """What may be seen of what was found: hidden things of protected people find nothing.

        It and every case of it stand in the log before it goes. Raises SessionOver, AccessRefused.
        """
        who = self._who(request)
        who.need(Right.READ, what="search")
        archive = self._seen_by(who)
        found = hits(archive, archive.search(query))
        log_hits(self.archive, who, found=found, action=action, why="http")
        return found

    def _who(self, request: Request) -> Operator:
        if self.archive.accounts.exist():
            return self.archive.sessions.who(token_of(request))
        if not is_here(request):
            raise AccessRefused("without accounts only this computer is answered")
        return Operator(self.settings.who, Role.ALONE)

    def _seen_by(self, who: Operator) -> Archive:
        if who.office not in self._scoped:
            self._scoped[who.office] = opened(self.settings, scope=Scope(who.office))
        return self._scoped[who.office]


def application(archive: Archive, settings: Settings, *, hosts: tuple[str, ...] = HOSTS) -> Starlette:
    """`hosts`: names it answers to, so that no foreign page of a browser can ask under another name."""
    trusted = Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    return Starlette(routes=SearchHttp(archive, settings).routes, middleware=[trusted])


def told(run: Callable[[Request, bytes], Response]) -> Callable[[Request], object]:
    """What fails becomes a status and one sentence. Work runs outside the event loop, so a slow search stops nobody."""
    from starlette.concurrency import run_in_threadpool  # noqa: PLC0415 - beside its only use

    async def call(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > BODY_LIMIT:
                return refusal(413, code="FIND-000", reason=f"more than {BODY_LIMIT:,} bytes")
        try:
            return await run_in_threadpool(run, request, body)
        except TsuzuriError as error:
            status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
            return refusal(status, code=error.code, reason=error.sentence if status < 500 else "the archive is away")

    return call


def answer(content: object, status: int = 200) -> JSONResponse:
    return JSONResponse(content, status_code=status, headers=_HEADERS)


def refusal(status: int, *, code: str, reason: str) -> JSONResponse:
    return answer({"code": code, "reason": reason}, status)


def filters_of(request: Request) -> dict[str, str]:
    """Raises BadQuestion for a filter given twice: which of them is meant nobody knows."""
    names = [name for name, _ in request.query_params.multi_items()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadQuestion(f"given twice: {', '.join(twice)}")
    return {name: value for name, value in request.query_params.items() if name != "q"}


def token_of(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise SessionOver("sign in first: POST /v1/session")
    return token.strip()


def is_here(request: Request) -> bool:
    """A proxy on this computer brings strangers: what it forwards is not from here."""
    if request.client is None or "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    return ip_address(request.client.host).is_loopback
