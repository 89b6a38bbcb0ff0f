"""Nothing that somebody writes keeps the others from searching."""

from tests.builders import make_affair
from tests.marks import reads_the_journal

pytestmark = reads_the_journal
LONGEST = 20_000


def unlike_words(start: int) -> str:
    """As many words of two Chinese letters as a field holds, none of them twice."""
    letters = [chr(0x4E00 + place) for place in range(20_000)]
    places = ((start + n, start * 7 + n * 3) for n in range(6_600))
    return " ".join(letters[one % 20_000] + letters[two % 20_000] for one, two in places)


def test_a_visit_of_more_words_than_an_index_takes_is_found_by_its_first_ones(house, find):
    affair = make_affair()
    topics = [
        {
            "name": f"Topik {place}",
            "affair": affair,
            "asked": unlike_words(place * 613),
            "findings": unlike_words(place * 613 + 307),
        }
        for place in range(40)
    ]
    visit = house.log(theme="Belajar aksara", topics=topics)
    other = house.log(theme="Belajar kopi")

    assert find(house.sari, "aksara") == [str(visit)]
    assert find(house.sari, "kopi") == [str(other)]


def test_letters_that_unfold_into_many_do_no_harm(house, find):
    visit = house.log(theme="Belajar aksara", summary="\ufdfa" * LONGEST)

    assert find(house.sari, "aksara") == [str(visit)]
