"""A message arrives, signed; or is tried again; or is given up, and its owner is told."""

import base64
import hmac
import json
import socket
import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from api.models import Webhook, WebhookDelivery
from api.webhooks import sending
from api.webhooks.sending import LONGEST_CLAIM, PATIENCE, Sent, send_due, signature
from api.webhooks.subscribing import end_hook, opened, ping_hook, resume_hook
from tests.marks import reads_the_journal
from tests.proofs.threads import race

pytestmark = reads_the_journal


@pytest.fixture
def hook(house, receiver, hook_of) -> Webhook:
    house.sari.email = "sari@depok.go.id"
    type(house.sari)._base_manager.filter(pk=house.sari.pk).update(email=house.sari.email)
    return hook_of(house.sari, url=receiver.url)


def moments_of_trying() -> list:
    """The moments at which it is tried, the first of them now."""
    moments = [timezone.now()]
    for wait in PATIENCE:
        moments.append(moments[-1] + wait + timedelta(seconds=1))  # sending itself takes a while
    return moments


def test_the_signature_is_that_of_the_published_example():
    """From the libraries of standardwebhooks.com."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    message, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}'

    signed = signature(secret, message, 1614265330, body)

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_it_arrives_signed(house, hook, receiver):
    visit = house.log()
    call_command("deliver_webhooks", stdout=StringIO())

    ((headers, body),) = receiver.got
    told = json.loads(body)
    assert (told["event"], told["record"]["id"]) == ("visit.created", visit.pk)
    assert headers["Webhook-Id"] == told["id"]
    assert headers["Host"] == receiver.url.split("/")[2]
    assert abs(int(headers["Webhook-Timestamp"]) - time.time()) < 60
    signed = f"{told['id']}.{headers['Webhook-Timestamp']}.".encode() + body
    proof = base64.b64encode(hmac.digest(opened(hook), signed, "sha256")).decode()
    assert headers["Webhook-Signature"] == f"v1,{proof}"
    assert WebhookDelivery.objects.get().delivered_at is not None

    call_command("deliver_webhooks", stdout=StringIO())
    assert len(receiver.got) == 1, "once"


def test_what_was_refused_is_tried_again_as_the_same_message(hook, receiver):
    receiver.answers = [500, 302, 200]
    delivery, moments = ping_hook(hook), moments_of_trying()

    assert send_due(moments[0]) == Sent(0, 1)
    assert send_due(moments[0] + timedelta(seconds=30)) == Sent(0, 0), "not yet"
    assert send_due(moments[1]) == Sent(0, 1), "a redirect is not followed"
    assert send_due(moments[2]) == Sent(1, 0)

    assert len({headers["Webhook-Id"] for headers, _body in receiver.got}) == 1
    assert len({headers["Webhook-Signature"] for headers, _body in receiver.got}) == 3
    delivery.refresh_from_db()
    assert (delivery.tries, delivery.answer) == (3, "200")


def test_after_days_without_an_answer_it_is_switched_off_and_its_owner_told(
    house, hook, receiver, mailoutbox, django_capture_on_commit_callbacks
):
    receiver.answers = [503] * 20
    ping_hook(hook)
    with django_capture_on_commit_callbacks(execute=True):
        for moment in moments_of_trying():
            send_due(moment)
    hook.refresh_from_db()

    assert (hook.off_because, len(receiver.got)) == ("503", len(PATIENCE) + 1)
    assert hook.off_since is not None
    (mail,) = mailoutbox
    assert mail.to == ["sari@depok.go.id"]
    assert f"/api/v1/webhooks/{hook.pk}/resume/" in mail.body

    ping_hook(hook)
    assert send_due() == Sent(0, 0), "nothing is sent to what is off"
    resume_hook(hook, by=house.sari)
    receiver.answers = []
    assert send_due() == Sent(1, 0), "what was queued is tried again"


def test_what_says_that_it_is_gone_is_switched_off_at_once(hook, receiver):
    receiver.answers = [410]
    ping_hook(hook)

    send_due()

    hook.refresh_from_db()
    assert hook.off_since is not None
    assert WebhookDelivery.objects.get().given_up_at is not None


def test_what_has_ended_is_not_called(house, hook, receiver):
    ping_hook(hook)
    end_hook(hook, by=house.sari)

    assert send_due() == Sent(0, 0)
    assert receiver.got == []


def test_a_crash_while_sending_gives_the_message_back(hook, receiver, monkeypatch):
    ping_hook(hook)
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_note", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send_due()

    assert send_due() == Sent(0, 0), "somebody may still be at it"
    assert send_due(timezone.now() + LONGEST_CLAIM + timedelta(seconds=1)) == Sent(1, 0)
    assert len({headers["Webhook-Id"] for headers, _body in receiver.got}) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_runs_at_once_each_message_is_sent_once(hook, receiver):
    for _turn in range(8):
        ping_hook(hook)

    race(4, lambda _place: send_due())

    ids = [headers["Webhook-Id"] for headers, _body in receiver.got]
    assert len(ids) == len(set(ids)) == 8


def test_who_answers_a_letter_at_a_time_does_not_keep_the_others_waiting(
    hook, receiver, monkeypatch, house, hook_of
):
    monkeypatch.setattr(sending, "LONGEST_CALL", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_drip, args=[server])
        thread.start()
        slow = hook_of(house.ratna, url=f"http://127.0.0.1:{server.getsockname()[1]}/")
        ping_hook(slow)
        ping_hook(hook)
        begun = time.monotonic()

        assert send_due() == Sent(1, 1)
        assert time.monotonic() - begun < 10
        thread.join()


def _drip(server):
    server.settimeout(10)
    calling, _address = server.accept()
    with calling:
        for _turn in range(600):
            try:
                calling.sendall(b"H")
            except OSError:
                return
            time.sleep(0.05)


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 99999 x\r\n\r\n"])
def test_whoever_speaks_no_http_is_an_answer_that_failed(hook_of, receiver, house, answer):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak():
            server.settimeout(10)
            calling, _address = server.accept()
            with calling:
                calling.recv(65_536)
                calling.sendall(answer)

        thread = threading.Thread(target=speak)
        thread.start()
        ping_hook(hook_of(house.sari, url=f"http://127.0.0.1:{server.getsockname()[1]}/"))
        assert send_due() == Sent(0, 1)
        thread.join()


def test_once_the_servers_key_is_another_one_the_log_says_what_to_do(hook, receiver, settings):
    ping_hook(hook)
    settings.SECRET_KEY = "another"

    assert send_due() == Sent(0, 1)
    assert "begin a new webhook" in WebhookDelivery.objects.get().answer
    assert receiver.got == []


def test_what_is_a_month_old_is_forgotten(hook, receiver):
    ping_hook(hook)
    send_due()
    WebhookDelivery.objects.update(made_at=timezone.now() - timedelta(days=31))

    send_due()

    assert not WebhookDelivery.objects.exists()
