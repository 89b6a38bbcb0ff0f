// Small conveniences. Every page works without this file.

// "/" goes to the first search box that shows, where nobody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  const boxes = [...document.querySelectorAll("input[type=search]")];
  const search = boxes.find((box) => box.checkVisibility());
  if (event.key === "/" && !typing && search) {
    event.preventDefault();
    search.focus();
  }
});

// On a phone the Enter key sits where the thumb rests: a long form is sent by its button only.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("form[data-deliberate] input");
  if (event.key === "Enter" && field) {
    event.preventDefault();
  }
});

// A choice that shows or hides what belongs to it: <div data-shown-for="name" data-values="a b">.
const showWhatBelongs = (form) => {
  for (const part of form.querySelectorAll("[data-shown-for]")) {
    const chosen = form.querySelector(`[name="${part.dataset.shownFor}"]:checked, select[name="${part.dataset.shownFor}"]`);
    part.hidden = Boolean(chosen) && !part.dataset.values.split(" ").includes(chosen.value);
  }
};
document.addEventListener("change", (event) => event.target.form && showWhatBelongs(event.target.form));
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form").forEach(showWhatBelongs));
document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("form").forEach(showWhatBelongs));

// An open menu closes when somebody clicks beside it or presses Escape.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) {
      menu.open = false;
    }
  }
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(null));

// Leaving a half-filled form asks first; sending it does not.
let unsent = false;
document.addEventListener("input", (event) => {
  unsent = unsent || Boolean(event.target.closest("form[data-deliberate]"));
});
document.addEventListener("submit", ({ submitter }) => {
  unsent = unsent && submitter?.formTarget === "_blank"; // a preview sends nothing away
});
window.addEventListener("beforeunload", (event) => unsent && event.preventDefault());

// A part of the page that could not be fetched: say so beside the button, and touch nothing else.
const takeAwayTrouble = () => document.querySelectorAll("[data-trouble]").forEach((one) => one.remove());
const showTrouble = (place, kind) => {
  takeAwayTrouble();
  // Whoever is not signed in has no such words on the page.
  const words = document.getElementById(`trouble-${kind}`);
  if (words) {
    place.after(words.content.cloneNode(true));
  }
};
document.addEventListener("htmx:responseError", (event) => {
  showTrouble(event.detail.elt, event.detail.xhr.status === 401 ? "session" : "server");
});
document.addEventListener("htmx:sendError", (event) => showTrouble(event.detail.elt, "connection"));
document.addEventListener("htmx:beforeSwap", (event) => event.detail.shouldSwap && takeAwayTrouble());

// Whoever signed in again on another tab has a new token: a page that stayed open sends that one.
const TOKEN = "csrfmiddlewaretoken";
const tokenOfNow = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
document.addEventListener("submit", (event) => {
  const field = event.target.elements.namedItem(TOKEN);
  if (field && tokenOfNow()) {
    field.value = tokenOfNow();
  }
});
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get" && tokenOfNow()) {
    event.detail.parameters[TOKEN] = tokenOfNow();
  }
});

// A long form is sent only while somebody is signed in: the refusal would be another page.
const whyNot = async () => {
  const ask = document.getElementById("trouble-session")?.dataset.ask;
  try {
    const answer = ask && (await fetch(ask, { method: "HEAD", headers: { "HX-Request": "true" } }));
    return answer?.status === 401 ? "session" : null;
  } catch {
    return "connection";
  }
};
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("form[data-deliberate]") || form.dataset.sent === "yes") {
    return;
  }
  event.preventDefault();
  if (form.dataset.sent === "asking") {
    return;
  }
  form.dataset.sent = "asking";
  const trouble = await whyNot();
  form.dataset.sent = "yes";
  if (trouble) {
    unsent = true;
    showTrouble(submitter ?? form.lastElementChild, trouble);
  } else {
    form.requestSubmit(submitter);
  }
  delete form.dataset.sent;
});
