"""Scorers behind an address: the user's own moderation service, asked by JSON over HTTP."""

from __future__ import annotations

import email.message
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlsplit

from newslint.scorers.base import BATCH_SIZE, ScorerError, Scores

_AGAIN = frozenset({429, 500, 502, 503, 504})
_LARGEST = 1 << 24
_SLACK = 5.0


@dataclass(frozen=True, slots=True)
class HttpScorer:
    """POSTs texts as JSON to `url` and reads the probabilities from the answer.

    The texts stand at the path `input` of the request beside the values of `extra`: a list, or with
    `single` one text a request. The answer has its results, one a text, at the path `results` ("" is the
    answer itself), and each result a number for a category at the path that `categories` names.
    `header` gets the value of the environment variable `header_env`. A request that is refused for now
    (429, 5xx), or gets no answer within `request_timeout` seconds, is sent again up to `retries` times,
    after `backoff` seconds, then twice that. Redirects are not followed: the header could reach others.
    """

    url: str
    categories_at: Mapping[str, str]
    input: str = "texts"
    results: str = "results"
    single: bool = False
    extra: Mapping[str, Any] | None = None
    header: str = "Authorization"
    header_env: str = ""
    request_timeout: float = 10.0
    retries: int = 2
    backoff: float = 0.5
    texts_a_call: int = BATCH_SIZE
    version: str = ""

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in {"http", "https"} or not urlsplit(self.url).hostname:
            raise ValueError("`url` must begin with http:// or https:// and name a host")

    @property
    def categories(self) -> tuple[str, ...]:
        """Those that `categories_at` finds in a result."""
        return tuple(self.categories_at)

    @property
    def batch_size(self) -> int:
        """One where a request holds a single text."""
        return 1 if self.single else self.texts_a_call

    @property
    def timeout(self) -> float:
        """What all requests of a call and the waits between them may take."""
        waits = self.backoff * float(2**self.retries - 1)
        return self.request_timeout * (self.retries + 1) + waits + _SLACK

    def lacks(self) -> str:
        """The environment variable that is not set."""
        if self.header_env and not os.environ.get(self.header_env):
            return f"needs the environment variable {self.header_env}"
        return ""

    def score(self, texts: Sequence[str]) -> Sequence[Scores]:
        """See `Scorer.score`."""
        answer = self._answer(self._request(texts))
        rows = at_path(answer, self.results)
        if self.single:
            rows = [rows]
        if not isinstance(rows, list):
            raise ScorerError(f"gave no list at `{self.results or 'the top'}`")
        return [{name: at_path(row, path) for name, path in self.categories_at.items()} for row in rows]

    def _request(self, texts: Sequence[str]) -> urllib.request.Request:
        body: dict[str, Any] = json.loads(json.dumps(self.extra or {}))
        *above, last = self.input.split(".")
        inner = body
        for part in above:
            inner = inner.setdefault(part, {})
        inner[last] = texts[0] if self.single else list(texts)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "newslint"}
        if self.header_env:
            headers[self.header] = os.environ.get(self.header_env, "")
        return urllib.request.Request(self.url, json.dumps(body).encode("ascii"), headers, method="POST")

    def _answer(self, request: urllib.request.Request) -> Any:
        why = ""
        for turn in range(self.retries + 1):
            if turn:
                time.sleep(self.backoff * 2 ** (turn - 1))
            try:
                with _OPENER.open(request, timeout=self.request_timeout) as response:
                    return _parsed(response.read(_LARGEST + 1))
            except urllib.error.HTTPError as error:
                error.close()
                why = f"answered with status {error.code}"
                if error.code not in _AGAIN:
                    break
            except (OSError, http.client.HTTPException) as error:
                why = _unreached(error, self.request_timeout)
        raise ScorerError(why)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: email.message.Message,
        newurl: str,
    ) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _unreached(error: Exception, seconds: float) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"did not answer within {seconds:g} s"
    return f"cannot be reached: {type(cause).__name__}"


def _parsed(raw: bytes) -> Any:
    if len(raw) > _LARGEST:
        raise ScorerError("gave an answer of more than 16 MiB")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise ScorerError("gave an answer that is not JSON") from None


def at_path(value: Any, path: str) -> Any:
    """What stands at a path of keys and list numbers, parted by dots. Raises ScorerError where nothing does.

    >>> at_path({"results": [{"scores": {"spam": 0.9}}]}, "results.0.scores.spam")
    0.9
    """
    for part in path.split(".") if path else ():
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            raise ScorerError(f"gave an answer without `{path}`")
    return value
