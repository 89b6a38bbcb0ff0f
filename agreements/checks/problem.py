from dataclasses import dataclass
from enum import StrEnum

from agreements.models import Article, Party


class Weight(StrEnum):
    BLOCKS = "blocks"  # it cannot be submitted like that
    NEEDS_REASON = "needs_reason"  # it can, if the note says why
    HINT = "hint"


@dataclass(frozen=True)
class Problem:
    code: str
    message: str
    mend: str
    weight: Weight = Weight.BLOCKS
    article: Article | None = None
    key: int | None = None  # of the paragraph, where it is about one
    party: Party | None = None

    def __str__(self) -> str:
        return f"{self.message} {self.mend}"
