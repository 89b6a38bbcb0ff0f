"""The tour of docs/api.md, walked by a program: every command is run, in order."""

import re
import shlex
from pathlib import Path
from string import Template

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token

TOUR = Path(settings.BASE_DIR) / "docs" / "api.md"
BLOCK = re.compile(r"```sh(?: expect=(\d+)| file)?\n(.*?)```", re.DOTALL)


def commands() -> list[tuple[int, str]]:
    found = BLOCK.findall(TOUR.read_text(encoding="utf-8"))
    return [(int(status or 200), command.replace("\\\n", "")) for status, command in found]


def send(client, command, known):
    """What this `curl` would do. A variable in quotes that the shell would not fill is a number."""
    words = shlex.split(command)
    method, url, body, headers = "GET", "", None, {}
    rest = iter(words[1:])
    for word in rest:
        match word:
            case "-X":
                method = next(rest)
            case "-H":
                name, _colon, value = next(rest).partition(":")
                headers[name] = Template(value.strip()).substitute(known)
            case "-d":
                body = Template(next(rest)).substitute(known)
            case "-i":
                pass
            case "-o":
                next(rest)
            case _:
                url = Template(word).substitute(known)
    kind = headers.pop("Content-Type", "application/json")
    return client.generic(method, url, body or "", content_type=kind, headers=headers)


@pytest.fixture
def known(house):
    house.the_story()
    key, _token = issue_token(house.sari, name="tour", writes=Area)
    return {
        "JEJAK": "/api/v1",
        "TOKEN": key,
        "HOST": str(house.depok.pk),
        "GUEST": str(house.batang.pk),
    }


def test_every_command_of_the_tour_answers_as_it_says(known):
    client = APIClient()
    steps = commands()
    assert len(steps) >= 10

    for expected, command in steps:
        answer = send(client, command, known)
        assert answer.status_code == expected, (command, answer)
        if "-o" in command:
            assert b"Batang" in answer.getvalue()
            continue
        told = answer.json()
        remember(known, answer, told)


def remember(known, answer, told):
    """What the reader takes from an answer into the next command."""
    if "theme" in (told.get("results") or [{}])[0]:
        known["ID"] = str(told["results"][0]["id"])
    elif answer.status_code == 201 and "Dry-Run" not in answer:
        known["ID"] = str(told["id"])
    if answer.wsgi_request.method == "GET" and "ETag" in answer:
        known["ETAG"] = answer["ETag"]
