"""All articles of a text at once, as they are typed and moved about."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.clauses import ClauseType
from agreements.content import article_as_data
from agreements.family import text_in_force
from agreements.forms.refusable import Refusable
from agreements.models import Effect
from agreements.wording import Wording, by_key
from cooperation.forms.hidden import Carried
from cooperation.models.text import LONGEST_TEXT

# A box of an article, in letters a line and in lines.
LINE, LOWEST_BOX, HIGHEST_BOX = 58, 4, 24
# What is typed or chosen of an article, beside its id.
TYPED = ("heading", "body", "clause_type", "effect", "target")
TARGET = re.compile(r"\d{1,18}:\d{1,9}")
LONGEST_KEY = 19


@dataclass
class ArticleRow:
    """One article as it is typed. `stored` is what stands there now, where that is another text."""

    heading: str
    body: str
    pk: int | None = None
    clause_type: str = ""
    effect: str = ""
    target: str = ""
    stored: Any = None
    threads: tuple[Any, ...] = ()  # what is said of it
    errors: tuple[str, ...] = ()

    @property
    def lines(self) -> int:
        """How high its box is drawn, so that most texts are seen whole."""
        wrapped = sum(1 + len(line) // LINE for line in self.body.splitlines())
        return min(max(wrapped + 1, LOWEST_BOX), HIGHEST_BOX)


@dataclass(frozen=True)
class Beside:
    """What a colleague saved, as it is shown beside what was typed."""

    heading: str
    body: str

    def reads_as(self, row: ArticleRow) -> bool:
        """Whether the words are the same; the names of keyed links may be those of before."""
        mine = by_key(row.heading), by_key(row.body)
        return mine == (by_key(self.heading), by_key(self.body))


class ArticlesForm(Refusable):
    """All articles at once, in their order, so that they can be moved about before saving.

    Each article sends its id (empty for a new one) and what is TYPED; `arrange` is the button
    that was pressed: "add", "up-2", "down-2", "remove-2", or "check", which only looks.
    """

    version = forms.IntegerField(widget=Carried)
    why = forms.CharField(
        label=_("note"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("What was changed and why, for the history."),
    )

    data: QueryDict
    moved_to: int | None = None  # the row that a button moved or made, to be gone on with

    def __init__(self, data=None, *, agreement):
        super().__init__(data, initial={"version": agreement.version})
        self.agreement = agreement
        self.rows = self._sent() if self.is_bound else self._stored()

    @property
    def clause_types(self):
        """(value, word) of every kind of clause, the unnamed first."""
        return [("", _("not said")), *ClauseType.choices]

    @property
    def effects(self):
        return [("", _("nothing: a provision of its own")), *Effect.choices]

    @cached_property
    def targets(self):
        """(value, word) of what an addendum can change; none where this is no addendum."""
        amended = self.agreement.amends
        if amended is None:
            return []
        return [(one.target, f"{one.label} {one.heading}") for one in text_in_force(amended)]

    @property
    def is_arranging(self) -> bool:
        return self.is_bound and bool(self.data.get("arrange"))

    def arrange(self):
        """Add, move or take out a row, as the button says; nothing is saved by that."""
        verb, _dash, place = str(self.data["arrange"]).partition("-")
        at = int(place) if place.isdecimal() and int(place) < len(self.rows) else None
        if verb == "add":
            self.rows.append(ArticleRow("", ""))
            self.moved_to = len(self.rows) - 1
        elif at is not None and verb == "remove":
            del self.rows[at]
        elif at is not None and verb in ("up", "down"):
            to = at + (1 if verb == "down" else -1)
            if 0 <= to < len(self.rows):
                self.moved_to = to
                self.rows[at], self.rows[to] = self.rows[to], self.rows[at]

    def hold(self):
        """Keep what was typed, with nothing said about it yet: it was not sent to be saved."""
        self.is_bound = False
        self.initial = {name: self.data.get(name, "") for name in self.fields}

    def articles(self) -> list[dict[str, Any]]:
        """What set_articles takes; a new row that was left empty is none."""
        return [
            {name: getattr(row, name) for name in TYPED} | ({"id": row.pk} if row.pk else {})
            for row in self.filled()
        ]

    def filled(self) -> list[ArticleRow]:
        return [row for row in self.rows if row.pk or row.heading.strip() or row.body.strip()]

    def note_problems(self, error):
        """Put what the service found ("articles.2.heading") beside the article it concerns."""
        rows = self.filled()
        for path, messages in error.message_dict.items():
            place = path.split(".")[1] if path.startswith("articles.") else ""
            if place.isdecimal() and int(place) < len(rows):
                rows[int(place)].errors += tuple(messages)
            self.add_error(None, messages)

    def lay_beside(self):
        """Show what a colleague saved meanwhile beside what was typed; returns what they added."""
        stored = {
            facts["pk"]: Beside(facts["heading"], facts["body"]) for facts in self._editable()
        }
        for row in self.rows:
            article = stored.pop(row.pk, None)
            if article and not article.reads_as(row):
                row.stored = article
            elif row.pk and article is None:
                row.pk = None  # taken out meanwhile: saving puts it back as a new one
        return list(stored.values())

    def remark(self, remarks) -> None:
        """Lay what is said of each article beside its row."""
        keys = dict(self.agreement.articles.values_list("pk", "key"))
        said = {one.article.key: tuple(one.threads) for one in remarks.articles}
        for row in self.rows:
            row.threads = said.get(keys.get(row.pk), ())

    def _stored(self):
        return [ArticleRow(**facts) for facts in self._editable()]

    def _editable(self):
        """What a row holds of each article, links named by where they lead."""
        stored = [article_as_data(article) for article in self.agreement.articles.all()]
        wording = Wording(stored)
        for article in stored:
            texts = {
                name: wording.editable(article[name], article["key"])
                for name in ("heading", "body")
            }
            others = {name: article[name] for name in ("clause_type", "effect", "target")}
            yield {"pk": article["id"], **texts, **others}

    def _sent(self):
        columns = (self.data.getlist(name) for name in ("id", *TYPED))
        # Only an addendum sends what its articles do.
        rows = zip_longest(*columns, fillvalue="")
        return [
            ArticleRow(
                heading,
                body.replace("\r\n", "\n"),
                int(pk) if pk.isdecimal() and len(pk) < LONGEST_KEY else None,
                clause_type if clause_type in ClauseType else "",
                effect if effect in Effect else "",
                target if effect in Effect and TARGET.fullmatch(target) else "",
            )
            for pk, heading, body, clause_type, effect, target in rows
        ]
