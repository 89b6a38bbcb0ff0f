"""What a person's hands do with a page. Nothing here reads a word that could be translated."""

from datetime import date

import pypdfium2
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.town import PASSWORD


def sign_in(page: Page, person) -> None:
    page.goto(reverse("sign_in"))
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button").click()
    page.wait_for_url(reverse("home"))


def sign_out(page: Page) -> None:
    page.goto(reverse("home"))
    # Twice on every page: in the rail of a wide screen, and in the menu of a phone.
    button = page.locator(f"form[action='{reverse('sign_out')}'] button")
    if not any(one.is_visible() for one in button.all()):
        page.locator("header details.menu > summary").click()
    next(one for one in button.all() if one.is_visible()).click()
    page.wait_for_url(reverse("sign_in"))


def unfold(part: Locator) -> None:
    """Open whatever the part is folded away in, from the outside in, each once."""
    part.first.wait_for(state="attached")
    for fold in part.first.locator("xpath=ancestor::details").all():
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()
            # A second click before the first has opened it would close it again.
            expect(fold).to_have_attribute("open", "")


def write(form: Page | Locator, answers: dict) -> None:
    """Answer fields by their names, each in the way its kind is answered."""
    for name, answer in answers.items():
        field = form.locator(f"[name='{name}']:not([type=hidden])")
        unfold(field)
        match field.first.evaluate("field => field.type"):
            case "radio" | "checkbox":
                form.locator(f"[name='{name}'][value='{answer}']").check()
            case "select-one":
                field.select_option(answer)
            case _:
                field.fill(answer.isoformat() if isinstance(answer, date) else answer)


def pick_agency(form: Page | Locator, name: str, letters: str, agency) -> None:
    """Type some letters, and take the agency from what is suggested then."""
    field = form.locator(f"[name='{name}']")
    unfold(field)
    wait_for_suggestions(field)
    field.press_sequentially(letters)
    field.page.locator(f"#{field.get_attribute('list')} option[value='{agency.name}']").wait_for(
        state="attached"
    )
    field.fill(agency.name)


def wait_for_suggestions(field: Locator) -> None:
    """A person begins to type when the page stands still; letters typed before are not answered."""
    for _turn in range(200):
        if field.evaluate("field => 'htmx-internal-data' in field"):
            return
        field.page.wait_for_timeout(50)
    raise AssertionError("the field never began to suggest anything")


def grow(page: Page, rows: str, first_field: str) -> None:
    """Press “add another”, and wait until there is one."""
    button = page.locator(f"button[name=add][value='{rows}']")
    unfold(button)
    button.click()
    page.locator(f"[name='{first_field}']").wait_for()


def take_step(page: Page, action: str, answers: dict | None = None) -> None:
    """One step of a workflow, by the form that the page offers for it."""
    form = page.locator(f"form:has(input[name=action][value={action}])")
    unfold(form)
    write(form, answers or {})
    with page.expect_navigation():
        form.locator("button").click()
    assert page.locator("#problems").count() == 0, page.locator("#problems").inner_text()


def save(page: Page, form: str = "main form") -> None:
    """Press the filled button of the page's one form."""
    with page.expect_navigation():
        page.locator(f"{form} button.btn-primary:visible").click()
    assert page.locator("#problems").count() == 0, page.locator("#problems").inner_text()


def paper_behind(page: Page, link: str) -> str:
    """The text of the PDF that a link of this page leads to."""
    answer = page.request.get(page.locator(link).first.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    sheets = pypdfium2.PdfDocument(answer.body())
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
