"""The text of an agreement as data: as it is being written, and as it was frozen.

A frozen text holds values, not references: when an agency is renamed or an official leaves, what
was approved still reads as it did.
"""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from agreements.clauses import PRINTED_KINDS
from agreements.family import labels_for
from agreements.models import Agreement, Article, NumberStatus, Party, Revision
from agreements.workflow import Status
from cooperation.models import Agency, Letterhead, OfficeStatus
from cooperation.permissions import Permission
from documents.words import FIRST_STYLES, date_long, party_ordinal, rupiah

# Where nobody has said anything else, each side pays its own.
OWN_BUDGETS = "anggaran masing-masing PIHAK sesuai dengan kewenangannya"

# How an acting official's position begins on paper, and what it may begin with already.
ACTING = {
    OfficeStatus.PJ: ("Pj.", "Penjabat"),
    OfficeStatus.PLT: ("Plt.", "Pelaksana Tugas"),
    OfficeStatus.PLH: ("Plh.", "Pelaksana Harian"),
    OfficeStatus.PJS: ("Pjs.", "Penjabat Sementara"),
}


def content_of(agreement: Agreement, articles: Iterable[Article] | None = None) -> dict[str, Any]:
    """Everything the paper prints, as text, numbers and ISO dates; the same text, the same dict.

    The parties' own numbers are not part of it: they may become known after the text is frozen.
    `articles` may be others than the stored ones: those that somebody is typing.
    """
    parties = list(
        agreement.parties.select_related("agency").prefetch_related("agency__former_names")
    )
    said_of_parties = parties_as_data(agreement, parties)
    first_party = str(Letterhead.objects.used_by(agreement.owner).first_party)
    return {
        "kind": agreement.kind,
        "kind_label": agreement.title_label or PRINTED_KINDS[agreement.kind],
        "title": agreement.title,
        "recitals": agreement.recitals,
        "parent": _parent(agreement.parent, agreement.owner),
        "amends": _parent(agreement.amends, agreement.owner),
        "template": agreement.template,
        "place": agreement.place,
        "dated_on": _iso(agreement.dated_on),
        "signed_apart": agreement.signed_apart,
        "starts_on": _iso(agreement.starts_on),
        "ends_on": _iso(agreement.ends_on),
        "term_text": agreement.term_in_words,
        "funding_source": agreement.funding_source,
        "original_count": agreement.original_count or len(parties),
        "first_party": first_party,
        "parties": said_of_parties,
        "articles": _with_labels(
            agreement,
            [
                article_as_data(article)
                for article in (agreement.articles.all() if articles is None else articles)
            ],
        ),
        "values": values_of(agreement, said_of_parties, first_party),
    }


def parties_as_data(agreement: Agreement, parties: Iterable[Party]) -> list[dict[str, Any]]:
    """The parties as the paper names them: by the name that each bore on the day."""
    day = agreement.dated_on or agreement.owner.today()
    return [_party(party, day) for party in parties]


def article_as_data(article: Article) -> dict[str, Any]:
    return {
        "id": article.pk,
        "key": article.key,
        "heading": article.heading,
        "body": article.body,
        "keys": article.line_keys,
        "clause_type": article.clause_type,
        "drawn_from": article.drawn_from,
        "effect": article.effect,
        "target": article.target,
    }


def _with_labels(agreement: Agreement, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In an addendum, with the name that each article bears in the text which it changes."""
    if agreement.amends is None:
        return articles
    effects = [(article["effect"], article["target"]) for article in articles]
    labels = labels_for(agreement.amends, effects)
    return [
        article | {"target_label": label} if label else article
        for article, label in zip(articles, labels, strict=True)
    ]


def values_of(
    agreement: Agreement, parties: list[dict[str, Any]], first_party: str = FIRST_STYLES[0]
) -> dict[str, str]:
    """What the placeholders of `wording` stand for in this text; "" where it is not known yet."""
    amends = agreement.amends
    said = {
        "jenis": agreement.title_label or PRINTED_KINDS[agreement.kind],
        "judul": agreement.title,
        "jangka_waktu": agreement.term_in_words,
        "tanggal_mulai": _long(agreement.starts_on),
        "tanggal_berakhir": _long(agreement.ends_on),
        "tempat": agreement.place,
        "pendanaan": agreement.funding_source or OWN_BUDGETS,
        "nilai": "" if agreement.amount is None else rupiah(agreement.amount),
        "naskah_pokok": _named(_parent(amends, agreement.owner)) if amends else "",
    }
    for place, party in enumerate(parties, start=1):
        said[f"pihak {place}"] = f"PIHAK {party_ordinal(place, style=first_party)}"
        said[f"nama_pihak {place}"] = party["acting_for"] or party["agency"]
    return said


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of the content written in one way only."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def latest_revision(agreement: Agreement) -> Revision | None:
    return agreement.revisions.first()


def text_for(agreement: Agreement, user) -> tuple[dict[str, Any] | None, Revision | None]:
    """What this person reads: the owner's people what stands, others what was sent to them.

    The revision is None while the text is being written; both are None where nothing was sent yet.
    """
    if not agreement.belongs_to(user, Permission.AGREEMENT_VIEW):
        sent = agreement.revisions.sent_to(user).first()
        return (sent.content, sent) if sent else (None, None)
    return standing_text(agreement)


def standing_text(agreement: Agreement) -> tuple[dict[str, Any], Revision | None]:
    """What the owner's people read, and the revision that keeps it."""
    revision = None if agreement.status == Status.DRAFTING else latest_revision(agreement)
    # A draft that was voided before it was ever submitted has no revision.
    return (revision.content, revision) if revision else (content_of(agreement), None)


def _party(party: Party, day) -> dict[str, Any]:
    return {
        "id": party.pk,
        "agency": party.agency.name_on(day),
        "acting_for": party.acting_for,
        "address": party.address,
        "signatory_name": party.signatory_name,
        "signatory_title": position_of(party.signatory_title, party.signatory_office_status),
        "power_of_attorney_number": party.power_of_attorney_number,
        "power_of_attorney_date": _iso(party.power_of_attorney_date),
    }


def position_of(title: str, office_status: str) -> str:
    """The position as it is printed: "Penjabat Bupati Batang" says by itself that it is acting."""
    if not title or office_status not in ACTING:
        return title
    short, long = ACTING[OfficeStatus(office_status)]
    says_so = title.casefold().startswith((f"{short} ".casefold(), f"{long} ".casefold()))
    return title if says_so else f"{short} {title}"


def _parent(parent: Agreement | None, owner: Agency) -> dict[str, Any] | None:
    if parent is None:
        return None
    parties = list(parent.parties.select_related("agency"))
    return _head(parent, owner) | {
        "parties": [party.agency.name for party in parties],
        "numbers": [party.number for party in parties if party.number_status == NumberStatus.KNOWN],
    }


def _head(parent: Agreement, owner: Agency) -> dict[str, Any]:
    """What another text says of it: while it is a draft of another house, what was sent of it."""
    if parent.is_frozen or owner.is_within(parent.owner):
        return {
            "kind_label": parent.title_label or PRINTED_KINDS[parent.kind],
            "title": parent.title,
            "dated_on": _iso(parent.dated_on or parent.signed_on),
        }
    sent = parent.revisions.sent_to_agencies(Agency.objects.within(owner)).first()
    if sent is None:
        kind = PRINTED_KINDS[parent.kind]
        return {"kind_label": kind, "title": parent.reference, "dated_on": None}
    return {name: sent.content[name] for name in ("kind_label", "title", "dated_on")}


def _named(head: dict[str, Any] | None) -> str:
    return f"{head['kind_label']} tentang {head['title']}" if head else ""


def _iso(day) -> str | None:
    return day.isoformat() if day else None


def _long(day: date | None) -> str:
    return date_long(day) if day else ""
