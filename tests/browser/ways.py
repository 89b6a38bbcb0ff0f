"""The ways in which a person works with a page: by mouse or thumb, and by the keys alone."""

from datetime import date, datetime
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Locator, Page

from tests.browser.hands import unfold, write
from tests.browser.keys import go_to
from tests.browser.town import PASSWORD

MARK = "data-meant"


class ByHand:
    """With a mouse, or with the thumb on a phone."""

    def __init__(self, page: Page):
        self.page = page
        # The browser is told at once that files are chosen here: a key would be quicker than that.
        page.on("filechooser", lambda _chooser: None)

    def enter(self, person) -> None:
        """Sign in, by the form."""
        self.go("sign_in")
        self.answer("username", person.username)
        self.answer("password", PASSWORD)
        self.press("main form:has([name=password]) button")
        assert self.page.url.endswith(reverse("home"))

    def go(self, name: str, *keys) -> None:
        assert self.page.goto(reverse(name, args=keys)).ok

    def answer(self, name: str, answer: str, place: int = 0) -> None:
        """Fill in a field by its name; of several alike, the one at this place."""
        if place:
            self.page.locator(f"main [name='{name}']").nth(place).fill(answer)
        else:
            write(self.page.locator("main"), {name: answer})

    def attach(self, name: str, file: Path) -> None:
        """Choose a file of this machine, or of the phone."""
        field = self._meant(f"main [name='{name}']")
        with self.page.expect_file_chooser() as chooser:
            field.click()
        chooser.value.set_files(file)

    def press(self, selector: str) -> None:
        """Whatever leads to another page; the first that is meant."""
        button = self._meant(selector)
        with self.page.expect_navigation():
            button.click()

    def open(self, selector: str, part: str) -> None:
        """A link that opens a part in place, or without scripts on a page of its own."""
        self._meant(selector).click()
        self.page.locator(part).wait_for()

    def _meant(self, selector: str) -> Locator:
        button = self.page.locator(selector).first
        unfold(button)
        return button


class ByKeys(ByHand):
    """Everything is reached with Tab; nothing is clicked."""

    def answer(self, name, answer, place=0):
        field = self._reached(f"main [name='{name}']:not([type=hidden])", answer, place)
        kind = field.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            self.page.keyboard.press("Space")
        elif kind == "select-one":
            self._choose(field, answer)
        elif kind == "date":
            self.page.keyboard.type(date.fromisoformat(answer).strftime("%m%d%Y"))
        elif kind == "datetime-local":
            self._type_moment(field, datetime.fromisoformat(answer))
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(answer)

    def attach(self, name, file):
        self._reached(f"main [name='{name}']")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)

    def press(self, selector):
        self._reached(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def open(self, selector, part):
        self._reached(selector)
        self.page.keyboard.press("Enter")
        self.page.locator(part).wait_for()

    def _type_moment(self, field, moment):
        """Into one part after the other, in the order of this browser: the month first."""
        self.page.keyboard.type(moment.strftime("%m%d%Y"))
        self.page.keyboard.press("ArrowRight")
        self.page.keyboard.type(moment.strftime("%I%M%p"))
        assert datetime.fromisoformat(field.input_value()) == moment

    def _choose(self, field, answer):
        self.page.keyboard.press("Home")
        for _turn in range(80):
            if field.input_value() == answer:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {answer}")

    def _reached(self, selector, answer="", place=0):
        """With the focus on it; whatever it is folded away in is opened by its own key."""
        wanted = self.page.locator(selector)
        if wanted.first.get_attribute("type") in ("radio", "checkbox"):
            wanted = self.page.locator(f"{selector}[value='{answer}']")
        wanted = wanted.nth(place)
        for fold in wanted.locator("xpath=ancestor::details").all():
            if fold.get_attribute("open") is None:
                self._go_to(fold.locator("> summary"))
                self.page.keyboard.press("Enter")
        self._go_to(wanted)
        return wanted

    def _go_to(self, wanted):
        self.page.evaluate(
            f"document.querySelectorAll('[{MARK}]').forEach(one => one.removeAttribute('{MARK}'))"
        )
        wanted.evaluate(f"one => one.setAttribute('{MARK}', '')")
        if not wanted.evaluate("one => one === document.activeElement"):
            go_to(self.page, f"[{MARK}]")


# Name → how the person works, and on which machine.
WAYS = {
    "keys": (ByKeys, {"viewport": {"width": 1280, "height": 800}}),
    "thumb-without-scripts": (
        ByHand,
        {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False},
    ),
}
