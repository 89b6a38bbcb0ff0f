"""A page without a mouse: Tab, letters, arrows and Enter."""

from playwright.sync_api import Page

FARTHEST = 160  # presses of Tab: nothing that is needed lies farther away


def go_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; it can be seen where it is."""
    for _press in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("it => document.activeElement.matches(it)", selector):
            outline = page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle + "
                "getComputedStyle(document.activeElement).boxShadow"
            )
            assert outline != "nonenone", f"{selector} has the focus and does not show it"
            return
    raise AssertionError(f"Tab does not reach {selector}")


def type_into(page: Page, name: str, text: str) -> None:
    go_to(page, f"[name='{name}']")
    page.keyboard.type(text)


def press(page: Page, selector: str) -> None:
    go_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
