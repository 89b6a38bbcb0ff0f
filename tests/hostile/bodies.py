"""A valid body for every address of the API that is written to, and every text in it."""

import json
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from agreements.models import Agreement, NumberReservation
from api.urls import router

# Held to a form of their own.
HELD = {"email", "link", "signatory_nip", "url"}
MOVED = "visit.moved"


@dataclass(frozen=True)
class Address:
    prefix: str
    action: str
    shape: type
    path: str  # after the prefix
    method: str
    body: dict[str, Any]

    def send(self, client, body):
        """As a program in any language would: half a character, too, can be said in JSON."""
        write = getattr(client, self.method)
        url = f"/api/v1/{self.prefix}/{self.path}"
        return write(url, json.dumps(body), content_type="application/json")

    def __str__(self):
        return f"{self.prefix} {self.action}"


def addresses(everything) -> list[Address]:
    """Every write the API knows. A new one fails here until it has a body."""
    paths, bodies = _paths(everything), _bodies(everything)
    return [
        Address(prefix, action, shape, *paths.get(action, _alone(action, record)), body)
        for prefix, viewset, _name in router.registry
        for action, shape in viewset.sent.items()
        if shape().fields  # some want nothing said
        if not any(isinstance(field, serializers.FileField) for field in shape().fields.values())
        for record in [viewset.queryset.model.objects.order_by("pk").first()]
        for body in [bodies[prefix, action]]
    ]


def _alone(action, record):
    match action:
        case "create":
            return "", "post"
        case "bulk":
            return "bulk/", "post"
        case "partial_update":
            return f"{record.pk}/", "patch"
        case _:
            return f"{record.pk}/{action}/", "post"


def _paths(everything):
    visit, agreement = everything["visits"], everything["agreements"]
    discussion = visit.discussions.filter(candidate=None).last()
    party, comment = agreement.parties.first(), agreement.comments.first()
    attachment = visit.attachments.first()
    signed = Agreement.objects.get(status="signed")
    reserved = NumberReservation.objects.get(status="reserved")
    return {
        "outcome": (f"{visit.pk}/discussions/{discussion.pk}/outcome/", "post"),
        "candidate": (f"{visit.pk}/discussions/{discussion.pk}/candidate/", "post"),
        "prepare": (f"{visit.pk}/memorandum/prepare/", "post"),
        "issue": (f"{visit.pk}/memorandum/issue/", "post"),
        "party": (f"{agreement.pk}/parties/{party.pk}/", "patch"),
        "number": (f"{agreement.pk}/parties/{party.pk}/number/", "post"),
        "original": (f"{signed.pk}/parties/{signed.parties.first().pk}/original/", "post"),
        "correct": (f"{signed.pk}/correct/", "post"),
        "remove_attachment": (f"{visit.pk}/attachments/{attachment.pk}/remove/", "post"),
        "void": (f"{reserved.pk}/void/", "post"),
        "move_comment": (f"{agreement.pk}/comments/{comment.pk}/move/", "post"),
        "review_steps": (f"{agreement.pk}/review-steps/", "post"),
        "monitoring_reports": (f"{signed.pk}/monitoring-reports/", "post"),
        "import_text": (f"{agreement.pk}/import/", "post"),
    }


def _bodies(everything):
    house, ids = everything.world.house, {}
    for prefix, rows in everything.world.records.items():
        ids[prefix] = rows[0].pk
    depok, batang = house.depok.pk, house.batang.pk
    owner = {"owner": depok}
    affair = everything["innovations"].affair_id
    innovation = {"name": "Baru", "kind": "other", "affair": affair}
    candidate = {"title": "Baru", "provider": depok, "adopter": batang}
    quoted = {"agency": batang, "indicator_name": "Baru", "unit": "%", "value": "1"}
    quoted |= {"period": "2021", "source": "Laporan"}
    talk = {"name": "Baru", "affair": affair, "outcome": "no_follow_up", "quoted_values": [quoted]}
    visit = owner | {
        "hosts": [{"agency": depok}],
        "delegations": [{"agency": batang, "contact": {}}],
        "discussions": [talk],
        "stops": [{"place": "Aula"}],
        "participants": [{"agency": batang, "name": "Lani"}],
    }
    bulk = {"mode": "best_effort", "rows": [{"create": {}}]}
    party = {"agency": house.elsewhere.pk}
    article = {"heading": "Maksud", "body": "Maksudnya.", "effect": "add"}
    agreement = owner | {
        "kind": "joint_agreement",
        "title": "Baru",
        "parties": [{"agency": depok}, {"agency": batang}],
        "articles": [article],
    }
    return dict.fromkeys(((prefix, "bulk") for prefix in ids), bulk) | {
        ("visits", "remove_attachment"): {"note": "Keliru"},
        ("topics", "create"): owner | {"name": "Baru", "affair": affair},
        ("indicators", "create"): owner | {"name": "Baru", "unit": "%"},
        ("innovations", "create"): owner | innovation,
        ("innovations", "partial_update"): {},
        ("innovations", "end"): {"note": "Sudah selesai"},
        ("visits", "create"): visit,
        ("visits", "partial_update"): {},
        ("visits", "move"): {"action": "report"},
        ("visits", "outcome"): {"outcome": "information_sent"},
        ("visits", "candidate"): owner | candidate,
        ("visits", "prepare"): {"agency": depok},
        ("visits", "issue"): {},
        ("candidates", "create"): owner | candidate,
        ("candidates", "partial_update"): {},
        ("candidates", "move"): {"action": "screen"},
        ("follow-ups", "create"): {
            "candidate": ids["candidates"],
            "title": "Kirim KAK",
            "unit": depok,
        },
        ("follow-ups", "partial_update"): {},
        ("follow-ups", "move"): {"action": "start"},
        ("adoptions", "create"): {
            "candidate": ids["candidates"],
            "status": "in_use",
            "started_on": "2023-01-02",
        },
        ("adoptions", "partial_update"): {},
        ("measurements", "create"): {
            "candidate": ids["candidates"],
            "value": "1",
            "measured_on": "2023-02-03",
            "source": "Laporan",
        },
        ("agreements", "create"): agreement,
        ("agreements", "partial_update"): {"articles": [article]},
        ("agreements", "move"): {"action": "submit"},
        ("agreements", "parties"): party,
        ("agreements", "party"): {},
        ("agreements", "number"): {"number": "100/3"},
        ("agreements", "original"): {"received_on": "2023-01-02"},
        ("agreements", "correct"): {"note": "Keliru"},
        ("agreements", "comments"): {"body": "Perjelas"},
        ("agreements", "move_comment"): {"action": "reopen", "note": "Belum"},
        ("agreements", "review_steps"): {"steps": [{"position": "Kabag Hukum"}]},
        ("agreements", "monitoring_reports"): {
            "period_from": "2023-01-01",
            "period_until": "2023-06-30",
            "progress": "Berjalan",
        },
        ("agreements", "import_text"): {"text": "Pasal 1\nOBJEK\nAplikasi."},
        ("clauses", "create"): owner | {"clause_type": "term", "heading": "Masa", "body": "Lama."},
        ("clauses", "partial_update"): {"heading": "Masa Baru"},
        ("clauses", "end"): {"note": "Usang"},
        ("templates", "create"): owner
        | {"kind": "joint_agreement", "name": "Baru", "clause_types": ["purpose"]},
        ("templates", "partial_update"): {},
        ("templates", "end"): {"note": "Usang"},
        ("number-reservations", "create"): owner | {"kind": "joint_agreement", "purpose": "Baru"},
        ("number-reservations", "void"): {"note": "Salah"},
        ("webhooks", "create"): {
            "name": "Baru",
            "url": "https://a.example.org/",
            "events": [MOVED],
        },
        ("number-patterns", "create"): owner | {"kind": "statement", "pattern": "{seq}/{year}"},
    }


def texts(shape, body, path="") -> dict[str, tuple[dict, Any]]:
    """Where each text goes: its dotted path → (the part of the body that holds it, its field)."""
    found = {}
    for name, field in shape.fields.items():
        at = f"{path}{name}"
        if isinstance(field, serializers.ListSerializer):
            rows = body.get(name) or []
            if isinstance(field.child, serializers.Serializer) and path + name != "facts":
                assert rows, f"The body of {type(shape).__name__} needs one of {at}."
            for index, row in enumerate(rows):
                found |= texts(field.child, row, f"{at}.{index}.")
        elif isinstance(field, serializers.Serializer):
            found |= texts(field, body.setdefault(name, {}), f"{at}.")
        elif isinstance(field, serializers.CharField) and name not in HELD:
            found[at] = (body, field)
    return found
