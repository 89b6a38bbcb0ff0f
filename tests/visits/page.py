"""A page as a person meets it: its words, and its forms with what stands in them."""

from html.parser import HTMLParser

from django.test import Client


class _Forms(HTMLParser):
    """The fields of every form, as a browser would send them; buttons only if they are pressed."""

    def __init__(self):
        super().__init__()
        self.forms: list[dict] = []
        self.select = self.textarea = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name = given.get("name")
        if tag == "form":
            self.forms.append({"action": given.get("action", ""), "fields": {}})
        elif not self.forms or (name is None and tag != "option"):
            return
        elif tag == "input" and given.get("type") not in ("checkbox", "radio", "file"):
            self._put(name, given.get("value", ""))
        elif tag == "input" and "checked" in given:
            self._put(name, given.get("value", "on"))
        elif tag == "select":
            self.select, self.first = name, None
        elif tag == "option" and self.select:
            if "selected" in given:
                self._put(self.select, given["value"])
            else:
                self.forms[-1]["fields"].setdefault(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self._put(name, "")

    def handle_data(self, data):
        if self.textarea:
            # A browser drops the line end that Django writes after the tag.
            self._put(self.textarea, data.removeprefix("\n"))

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def _put(self, name, value):
        self.forms[-1]["fields"][name] = value


def form_on(page, part_of_action) -> dict:
    """The fields of the form that is sent to an address like this one, as they stand."""
    reader = _Forms()
    reader.feed(page.content.decode())
    return next(form["fields"] for form in reader.forms if part_of_action in form["action"])


def text_of(page) -> str:
    """The words of a page, without markup."""
    words: list[str] = []
    reader = HTMLParser()
    reader.handle_data = words.append  # type: ignore[method-assign]
    reader.feed(page.content.decode())
    return " ".join(" ".join(words).split())


def client_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client
