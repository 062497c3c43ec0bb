"""A small HTTP client for the benchmarks: keeps its connection, speaks JSON, and insists until it is answered."""

import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TIMEOUT_S = 30
LONGEST_PAUSE_S = 2.0


@dataclass
class Answer:
    """What came back."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Client:
    """One caller with one connection. `insist` repeats a request over lost connections and 5xx, as a phone's outbox does."""

    host: str
    port: int
    token: str = ""
    retried: int = 0
    failed_5xx: int = 0
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, path: str, body: Any = None, kind: str = "application/json") -> Answer:
        """Send one request. Raises OSError or http.client.HTTPException when the connection is lost."""
        data = json.dumps(body).encode() if kind == "application/json" and body is not None else body
        headers = {"Content-Type": kind, **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_S)
        try:
            self._connection.request(method, path, data, headers)
            answer = self._connection.getresponse()
            return Answer(answer.status, answer.read())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def insist(
        self,
        method: str,
        path: str,
        body: Any = None,
        kind: str = "application/json",
        give_up: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """Send until there is an answer below 500 and not 429, however often the server dies meanwhile."""
        pause = 0.05
        while True:
            try:
                answer = self.ask(method, path, body, kind)
                if answer.status < 500 and answer.status != 429:
                    return answer
                self.failed_5xx += answer.status >= 500
            except (OSError, http.client.HTTPException):
                pass
            self.retried += 1
            if give_up():
                raise TimeoutError(f"{method} {path} was never answered")
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    def close(self) -> None:
        """Drop the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
