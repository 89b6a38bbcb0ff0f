"""Mails about what is due: a missed run loses nothing, two runs tell nobody twice."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from audit.recording import record
from config.digest import tell_due
from cooperation.models import Membership, NoticeDelivery
from cooperation.permissions import Role
from cooperation.services import mailing as sending
from tests.agreements.builders import Cast
from tests.builders import TEST, make_person
from tests.proofs.threads import race

pytestmark = pytest.mark.django_db(transaction=True)
OUTBOX = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def cast(settings):
    settings.EMAIL_BACKEND = OUTBOX
    cast = Cast()
    for person in (cast.budi, cast.kerjasama, cast.partner, cast.tono, cast.sari):
        with_mail(person)
    return cast


def with_mail(person):
    person.email = f"{person.username}@example.go.id"
    record(person, by=TEST)
    return person


def ending(cast, days=20):
    today = cast.depok.today()
    return cast.signed(cast.draft(starts_on=today, ends_on=today + timedelta(days=days)))


def recipients():
    return sorted(address for message in mail.outbox for address in message.to)


def test_those_who_mind_the_agreement_are_told_once(cast):
    agreement = ending(cast, days=0)

    first, second = tell_due(), tell_due()

    assert (first.sent, second.sent) == (2, 0)
    assert recipients() == ["budi@example.go.id", "kerjasama@example.go.id"]
    assert agreement.title in mail.outbox[0].body
    assert f"/agreements/{agreement.pk}/" in mail.outbox[0].body


def test_one_mail_tells_a_person_everything(cast):
    ending(cast, days=0)
    ending(cast, days=0)

    tell_due()

    assert recipients() == ["budi@example.go.id", "kerjasama@example.go.id"]
    assert mail.outbox[0].body.count("The term ends") == 2


def test_who_has_left_or_has_no_address_is_not_told(cast):
    gone = with_mail(make_person("lama", cast.depok, Role.LEGAL))
    held = Membership.objects.get(user=gone)
    held.ended_on = cast.depok.today()
    record(held, by=TEST)
    ending(cast, days=0)

    tell_due()

    assert "lama@example.go.id" not in recipients()
    assert not NoticeDelivery.objects.filter(user__email="", sent_at__isnull=False).exists()


def test_what_a_mail_server_refused_goes_out_with_the_next_run(cast, monkeypatch):
    ending(cast, days=0)
    monkeypatch.setattr(sending.EmailMessage, "send", refused)
    assert tell_due().failed == 2
    monkeypatch.undo()

    assert tell_due().sent == 2
    assert len(mail.outbox) == 2


def refused(*_args, **_options):
    raise ConnectionRefusedError


def test_what_a_crash_left_claimed_goes_out_later_as_the_same_mail(cast, monkeypatch):
    ending(cast, days=0)
    monkeypatch.setattr(sending.EmailMessage, "send", crashed)
    with pytest.raises(KeyboardInterrupt):
        tell_due()
    monkeypatch.undo()

    assert tell_due().sent == 1  # the other person; the claim that was left may still be running
    NoticeDelivery.objects.filter(sent_at=None).update(
        claimed_at=NoticeDelivery.objects.first().claimed_at - timedelta(hours=2)
    )
    assert tell_due().sent == 1
    assert recipients() == ["budi@example.go.id", "kerjasama@example.go.id"]


def crashed(*_args, **_options):
    raise KeyboardInterrupt


def test_of_two_runs_at_once_each_person_gets_one_mail(cast):
    ending(cast, days=0)

    told = race(4, lambda _place: tell_due())

    assert sum(one.sent for one in told) == 2
    assert len(mail.outbox) == 2


def test_without_a_claim_two_runs_would_both_send(cast, monkeypatch):
    """The control: it is the claim that keeps the second mail back."""
    ending(cast, days=0)
    monkeypatch.setattr(sending, "_claim", lambda _user, notices, _now: [notices])

    tell_due()
    tell_due()

    assert len(mail.outbox) == 4


def test_the_command_says_what_it_did_and_fails_where_a_mail_did(cast, monkeypatch):
    ending(cast, days=0)
    said = StringIO()
    call_command("daily", stdout=said)
    assert "mails sent: 2; refused: 0" in said.getvalue()

    ending(cast, days=0)
    monkeypatch.setattr(sending.EmailMessage, "send", refused)
    with pytest.raises(SystemExit):
        call_command("daily", stdout=said)
