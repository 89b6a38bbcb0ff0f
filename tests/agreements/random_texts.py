"""Random structured agreements, and random ways in which people change them."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

WORDS = (
    "data",
    "PARA PIHAK",
    "inovasi",
    "wajib",
    "laporan",
    "paling lambat",
    "(tiga)",
    "2026",
    "–",
)
MARKS = ("", "- ", "-- ")

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@dataclass(frozen=True)
class Line:
    key: int
    mark: str
    words: str
    link: int = 0  # the key that it refers to

    @property
    def typed(self) -> str:
        return self.mark + self.words + (f" {{#{self.link}}}" if self.link else "")


@dataclass(frozen=True)
class Pasal:
    key: int
    heading: str
    lines: tuple[Line, ...]


Naskah = tuple[Pasal, ...]


@st.composite
def texts(draw) -> Naskah:
    """Up to six articles; every link leads to something that is there."""
    key, articles = 0, []
    for _article in range(draw(st.integers(1, 6))):
        key += 1
        own, lines = key, []
        for place in range(draw(st.integers(1, 6))):
            key += 1
            # The first line of an article hangs under nothing, so it is a paragraph.
            mark = draw(st.sampled_from(MARKS)) if place else ""
            lines.append(Line(key, mark, draw(sentences)))
        articles.append(Pasal(own, draw(sentences), tuple(lines)))
    return draw(linked(tuple(articles)))


@st.composite
def linked(draw, text: Naskah) -> Naskah:
    keys = [key for one in text for key in (one.key, *(line.key for line in one.lines))]
    return tuple(
        replace(
            one,
            lines=tuple(
                replace(line, link=draw(st.sampled_from(keys)) if draw(st.booleans()) else 0)
                for line in one.lines
            ),
        )
        for one in text
    )


@st.composite
def changed(draw, text: Naskah) -> Naskah:
    """The text after some edits: articles moved, struck, added; lines rewritten and moved."""
    fresh = 1000
    articles = list(text)
    for _edit in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(articles) - 1))
        match draw(st.sampled_from(["move", "strike", "add", "rewrite", "line"])):
            case "move":
                articles.insert(draw(st.integers(0, len(articles) - 1)), articles.pop(at))
            case "strike" if len(articles) > 1:
                articles.pop(at)
            case "add":
                fresh += 2
                new = Line(fresh, "", draw(sentences))
                articles.insert(at, Pasal(fresh - 1, draw(sentences), (new,)))
            case "rewrite":
                articles[at] = replace(articles[at], heading=draw(sentences))
            case "line":
                fresh += 1
                lines = list(articles[at].lines)
                where = draw(st.integers(1, len(lines)))
                lines.insert(where, Line(fresh, draw(st.sampled_from(MARKS)), draw(sentences)))
                articles[at] = replace(articles[at], lines=tuple(lines))
    present = {key for one in articles for key in (one.key, *(line.key for line in one.lines))}
    return tuple(
        replace(
            one,
            lines=tuple(
                line if line.link in present else replace(line, link=0) for line in one.lines
            ),
        )
        for one in articles
    )


def content_of(text: Naskah) -> dict:
    """As `agreements.content` gives it."""
    return {
        "kind_label": "Kesepakatan Bersama",
        "title": "Judul",
        "parties": [],
        "values": {},
        "articles": [
            {
                "id": one.key,
                "key": one.key,
                "heading": one.heading,
                "body": "\n".join(line.typed for line in one.lines),
                "keys": [line.key for line in one.lines],
            }
            for one in text
        ],
    }


def places_of(text: Naskah) -> dict[int, tuple[int, tuple[str, ...]]]:
    """key → (number of its article, path), counted by hand: an oracle of its own."""
    places: dict[int, tuple[int, tuple[str, ...]]] = {}
    for number, one in enumerate(text, start=1):
        places[one.key] = (number, ())
        depths = _depths(one.lines)
        paragraphs = depths.count(0)
        count = [0, 0, 0]
        for line, depth in zip(one.lines, depths, strict=True):
            count = [*count[:depth], count[depth] + 1, *[0] * (2 - depth)]
            path = [f"ayat ({count[0]})"] if paragraphs > 1 else []
            if depth > 0:
                path.append(f"huruf {chr(96 + count[1])}")
            if depth > 1:
                path.append(f"angka {count[2]}")
            places[line.key] = (number, tuple(path))
    return places


def _depths(lines: tuple[Line, ...]) -> list[int]:
    """How deep each line stands: a number right under a paragraph is lifted to a letter, and so
    are the numbers after it, until a line of another kind."""
    depths: list[int] = []
    lifted = False
    for line in lines:
        own = MARKS.index(line.mark)
        before = depths[-1] if depths else -1
        lifted = own == 2 and (lifted or before == 0)
        depths.append(1 if lifted else min(own, before + 1))
    return depths
