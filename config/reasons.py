"""How a stored reason reads on a page.

The history keeps a step as its code ("close: note") and what nobody gave a reason for in plain
English, so that it says the same for ever; a page says both in the reader's language.
"""

from django.utils.translation import gettext, gettext_noop

from agreements import workflow as agreements
from audit.timeline import Entry
from cooperation import workflow as cooperation
from visits import workflow as visits

# What the services write where nobody typed a reason; a test holds this list against them.
USUAL = frozenset(
    {
        gettext_noop("account corrected"),
        gettext_noop("account created"),
        gettext_noop("adoption recorded"),
        gettext_noop("agency added"),
        gettext_noop("another number was noted"),
        gettext_noop("articles written"),
        gettext_noop("calendar address created"),
        gettext_noop("calendar address ended"),
        gettext_noop("candidate opened"),
        gettext_noop("clause added"),
        gettext_noop("clause rewritten"),
        gettext_noop("clause taken from the library"),
        gettext_noop("commented"),
        gettext_noop("delegation added"),
        gettext_noop("drafted"),
        gettext_noop("erasure asked for"),
        gettext_noop("evidence brought"),
        gettext_noop("figure noted"),
        gettext_noop("file stored"),
        gettext_noop("file attached"),
        gettext_noop("host added"),
        gettext_noop("identified"),
        gettext_noop("import undone"),
        gettext_noop("import went on"),
        gettext_noop("indicator added"),
        gettext_noop("innovation shown"),
        gettext_noop("invited"),
        gettext_noop("letterhead arranged"),
        gettext_noop("measured"),
        gettext_noop("number noted"),
        gettext_noop("number reserved"),
        gettext_noop("numbers arranged"),
        gettext_noop("office ended"),
        gettext_noop("office noted"),
        gettext_noop("official added"),
        gettext_noop("original noted"),
        gettext_noop("outcome noted"),
        gettext_noop("paper issued"),
        gettext_noop("paper prepared"),
        gettext_noop("participant added"),
        gettext_noop("party added"),
        gettext_noop("party changed"),
        gettext_noop("party removed"),
        gettext_noop("password set"),
        gettext_noop("personal details erased"),
        gettext_noop("personal details noted"),
        gettext_noop("personal details of the signatory noted"),
        gettext_noop("place added"),
        gettext_noop("planned"),
        gettext_noop("registered"),
        gettext_noop("reported on"),
        gettext_noop("review arranged"),
        gettext_noop("role given"),
        gettext_noop("rows are taken up"),
        gettext_noop("signed agreement entered"),
        gettext_noop("signed copy kept"),
        gettext_noop("signed with a certificate"),
        gettext_noop("spreadsheet brought in"),
        gettext_noop("taken up from a spreadsheet"),
        gettext_noop("template added"),
        gettext_noop("template changed"),
        gettext_noop("text imported"),
        gettext_noop("topic added"),
    }
)
# Whose steps a row's reason may name: the same word is another button on another kind of record.
STEPS = {
    "visits": visits.TRANSITIONS,
    "agreements": agreements.TRANSITIONS,
    "agreements.comment": agreements.COMMENT_TRANSITIONS,
    "cooperation": cooperation.CANDIDATE_TRANSITIONS,
    "cooperation.followup": cooperation.FOLLOW_UP_TRANSITIONS,
}


def spoken(entry: Entry) -> str:
    """The reason in the reader's language, as far as it is ours and not somebody's own words."""
    action, _colon, note = entry.why.partition(": ")
    app = entry.model.partition(".")[0]
    step = STEPS.get(entry.model, STEPS.get(app, {})).get(action)
    if step is None:
        return spoken_reason(entry.why)
    return f"{step.action.label}: {spoken_reason(note)}" if note else str(step.action.label)


def spoken_reason(why: str) -> str:
    """A reason without a step: ours in the reader's language, any other as it was written."""
    return gettext(why) if why in USUAL else why
