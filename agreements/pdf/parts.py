"""The parts of an agreement on paper, as its text says them.

Drawn from the text as data and from nothing else, so that a frozen text reads the same for ever.
It is paper of two governments and so always Indonesian.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from agreements.wording import wording_of
from documents import paper
from documents.articles import parse, walk
from documents.paper import Bold
from documents.text import Words
from documents.words import date_in_words, date_long, number_with_words, party_ordinal

DOTS = "." * 24
UNKNOWN_DAY = f"{'.' * 12} tanggal {DOTS} bulan {DOTS} tahun {DOTS} (.....-.....-..........)"
BEARS_NO_NUMBER = "none"

# What an article of an addendum does: its heading, and the sentence before the new words.
EFFECTS = {
    "replace": (
        "Perubahan {label}",
        "Ketentuan {label} diubah sehingga berbunyi sebagai berikut:",
    ),
    "add": (
        "Penambahan {label}",
        "Disisipkan 1 (satu) pasal, yakni {label}, yang berbunyi sebagai berikut:",
    ),
    "repeal": ("Penghapusan {label}", "Ketentuan {label} dihapus."),
}

Content = Mapping[str, Any]
# Party → (status of its number, number); a party that is not there has told none yet.
Numbers = Mapping[int, tuple[str, str]]


def title(content: Content, emblems: Sequence[bytes]) -> paper.Title:
    return paper.Title(
        content["kind_label"],
        parties=[party["agency"] for party in content["parties"]],
        about=content["title"],
        emblems=emblems,
    )


def number_lines(content: Content, numbers: Numbers) -> paper.NumberLines:
    return paper.NumberLines(numbers_printed(content, numbers))


def numbers_printed(content: Content, numbers: Numbers) -> list[str | None]:
    """The number of each party that bears one; None where it is not known yet."""
    told = [numbers.get(party["id"], ("", "")) for party in content["parties"]]
    return [number or None for status, number in told if status != BEARS_NO_NUMBER]


def opening(content: Content) -> str:
    if content["signed_apart"]:
        return (
            "Pada hari, tanggal, dan tempat sebagaimana tercantum pada tanda tangan masing-masing, "
            "yang bertanda tangan di bawah ini:"
        )
    day = _day(content["dated_on"])
    return (
        f"Pada hari ini, {date_in_words(day) if day else UNKNOWN_DAY}, "
        f"bertempat di {content['place'] or DOTS}, yang bertanda tangan di bawah ini:"
    )


def parties(content: Content) -> list[tuple[str, Words]]:
    count = len(content["parties"])
    return [
        (
            party["signatory_name"] or DOTS,
            _introduction(content, party, place, end=";" if place < count else "."),
        )
        for place, party in enumerate(content["parties"], start=1)
    ]


def _introduction(content, party, place, *, end) -> Words:
    mandate = ""
    if party["power_of_attorney_number"]:
        mandate = f"berdasarkan Surat Kuasa Nomor {party['power_of_attorney_number']}"
        given = _day(party["power_of_attorney_date"])
        mandate += f" tanggal {date_long(given)}, " if given else ", "
    return [
        f"{party['signatory_title'] or DOTS}, {mandate}dalam hal ini bertindak untuk dan atas nama "
        f"{party['acting_for'] or party['agency']}, berkedudukan di {party['address'] or DOTS}, "
        "selanjutnya disebut ",
        Bold(called(content, place)),
        end,
    ]


def together(content: Content) -> Words:
    names = _joined([called(content, place) for place in range(1, len(content["parties"]) + 1)])
    return [
        f"{names} secara bersama-sama selanjutnya disebut ",
        Bold("PARA PIHAK"),
        " dan secara sendiri-sendiri disebut ",
        Bold("PIHAK"),
        ".",
    ]


def recitals(content: Content) -> list[paper.Piece]:
    considered = [block.text for block in walk(parse(content["recitals"])) if block.text]
    # A text frozen before there were addenda says nothing of one.
    for other in (content["parent"], content.get("amends")):
        if other is not None:
            considered.append(_above(other))
    if not considered:
        return []
    considered = [text.rstrip(" .;") for text in considered]
    if len(considered) == 1:
        return [paper.Paragraph(f"Dengan memperhatikan {considered[0]},")]
    items = [*(f"{text};" for text in considered[:-1]), f"{considered[-1]}."]
    return [paper.Paragraph("Dengan memperhatikan:"), paper.NumberedList(items), paper.Gap(0.25)]


def _above(parent) -> str:
    """The joint agreement that this text stands under, with its numbers and its day."""
    said = f"{parent['kind_label']} antara {_joined(parent['parties'])}"
    if parent["numbers"]:
        said += " " + _joined([f"Nomor {number}" for number in parent["numbers"]])
    day = _day(parent["dated_on"])
    if day:
        said += f" tanggal {date_long(day)}"
    return f"{said} tentang {parent['title']}"


def agreeing(content: Content) -> str:
    return (
        f"PARA PIHAK sepakat untuk mengadakan {content['kind_label']} tentang {content['title']}, "
        "dengan ketentuan sebagai berikut:"
    )


def articles(content: Content) -> list[paper.Piece]:
    printed = zip(content["articles"], wording_of(content).printed(), strict=True)
    return [piece for stored, article in printed for piece in _article(stored, article)]


def _article(stored, article) -> list[paper.Piece]:
    """An article of an addendum says first what it does to the text that it changes."""
    label = stored.get("target_label")
    if not label:
        return [paper.Article(article.number, article.heading, article.paragraphs)]
    heading, lead = EFFECTS[stored["effect"]]
    said: list[paper.Piece] = [
        paper.Article(article.number, heading.format(label=label), lead.format(label=label))
    ]
    if stored["effect"] == "repeal":
        return said
    number = label.removeprefix("Pasal ")
    return [*said, paper.Article(number, article.heading, article.paragraphs)]


def closing(content: Content) -> str:
    return (
        f"Demikian {content['kind_label']} ini dibuat dan ditandatangani oleh PARA PIHAK dalam "
        f"rangkap {number_with_words(content['original_count'])} bermeterai cukup, "
        "masing-masing mempunyai kekuatan hukum yang sama."
    )


def dated(content: Content) -> str:
    """Where and when, in one sentence, for a paper that does not open with it."""
    if content["signed_apart"]:
        return "Dibuat di tempat dan pada tanggal yang tercantum pada tanda tangan masing-masing."
    day = _day(content["dated_on"])
    place = content["place"] or DOTS
    return f"Dibuat di {place} pada tanggal {date_long(day) if day else DOTS}."


def signatures(content: Content, nips: Mapping[int, str], *, side: str) -> paper.SignatureBlock:
    """Every party under the name that it bears in the text."""
    roles = [f"{called(content, place)}," for place in range(1, len(content["parties"]) + 1)]
    return signed_by(content, roles, nips, side=side)


def signed_by(
    content: Content, roles: Sequence[str], nips: Mapping[int, str], *, side: str
) -> paper.SignatureBlock:
    apart = f"{DOTS}, {DOTS}" if content["signed_apart"] else ""
    return paper.SignatureBlock(
        [
            paper.Signatory(
                name=party["signatory_name"] or DOTS,
                title=party["signatory_title"],
                role=role,
                place_and_date=apart,
                nip=nips.get(party["id"]) or None,
            )
            for party, role in zip(content["parties"], roles, strict=True)
        ],
        first_party_side=side,
    )


def called(content: Content, place: int) -> str:
    """PIHAK KESATU (or PERTAMA, as the office has it), PIHAK KEDUA, …"""
    # A text that was frozen before an office could choose says nothing of it.
    style = content.get("first_party", "KESATU")
    return f"PIHAK {party_ordinal(place, style=style)}"


def _joined(names: Sequence[str]) -> str:
    """A; A dan B; A, B, dan C."""
    *others, last = names
    if not others:
        return last
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} dan {last}"


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
