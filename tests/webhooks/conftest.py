"""A partner's program that listens, and the cast that subscribes."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import override_settings

from api.models import Webhook
from api.webhooks.events import EVENTS, queue_what_happened
from api.webhooks.subscribing import subscribe


@dataclass
class Receiver:
    """What arrived, and what is answered: statuses, one after the other; then 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append((dict(self.headers), body))
            self.send_response(told.answers.pop(0) if told.answers else 200)
            self.send_header("Location", f"{told.url}elsewhere")
            self.end_headers()
            self.wfile.write(b"x" * 100_000)  # nobody reads all of it

        def log_message(self, *_args):
            """Not among the lines of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        told.url = f"http://127.0.0.1:{server.server_port}/jejak?from=depok"
        with override_settings(WEBHOOK_NETWORKS=["127.0.0.0/8"]):
            yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def hook_of() -> Callable[..., Webhook]:
    """A webhook of this person, for everything unless the test says otherwise."""

    def build(person, *, url="https://dasbor.example.org/", events=EVENTS, **facts) -> Webhook:
        queue_what_happened()  # what was before is not told
        return subscribe(name="Dasbor", url=url, events=events, by=person, **facts)[1]

    return build
