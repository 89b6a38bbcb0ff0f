// What is typed into a form is kept on the server until it is sent: form[data-kept]. A page that
// was lost offers it again. Without this file a form works as ever, and keeps nothing.
const PAUSE = 2000; // of typing, in milliseconds
const AGAIN = 15000; // after a failure

const wordsOf = (name) => document.getElementById("kept-words")?.dataset[name] ?? "";
const cookieToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

const contentOf = (form) => {
  const pairs = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
  );
  return new URLSearchParams(pairs).toString();
};

const tell = (form, text) => {
  let place = form.querySelector("[data-kept-said]");
  if (!place) {
    place = Object.assign(document.createElement("p"), { className: "quiet small mt-2" });
    place.dataset.keptSaid = "";
    place.setAttribute("role", "status");
    form.append(place);
  }
  place.textContent = text;
};

let underWay = null;
const ask = async (form, content) => {
  const { ask: address } = document.getElementById("kept-words").dataset;
  const body = new URLSearchParams({ path: new URL(form.action).pathname, content });
  underWay = new AbortController();
  const answer = await fetch(address, {
    method: "POST",
    body,
    signal: underWay.signal,
    headers: { "X-CSRFToken": cookieToken(), "HX-Request": "true" },
  });
  if (!answer.ok) {
    throw new Error(answer.status);
  }
  return answer.status === 204 ? {} : answer.json();
};

const keep = async (form) => {
  const content = contentOf(form);
  if (content === form.dataset.keptLast) {
    return;
  }
  try {
    const { when } = await ask(form, content);
    form.dataset.keptLast = content;
    tell(form, wordsOf("done").replace("…", when));
  } catch {
    tell(form, wordsOf("failed"));
    later(form, AGAIN);
  }
};

const waiting = new WeakMap();
const later = (form, pause) => {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), pause));
};
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-kept]");
  if (form) {
    later(form, PAUSE);
  }
});
// Once it is on its way, keeping it would only bring back what has been taken.
document.addEventListener("submit", (event) => {
  clearTimeout(waiting.get(event.target));
  underWay?.abort();
});

// Bring back: a form whose rows grow is shown anew by the server, with as many rows as there were;
// data-kept says by which button ("name=value").
const showAnew = (form, pairs) => {
  const sent = Object.assign(document.createElement("form"), { method: "post", action: form.action });
  const button = form.dataset.kept.split("=");
  for (const [name, value] of [...pairs, ["csrfmiddlewaretoken", cookieToken()], button]) {
    const field = document.createElement("textarea"); // it keeps the ends of lines
    sent.append(Object.assign(field, { name, value }));
  }
  sent.hidden = true;
  document.body.append(sent);
  sent.submit();
};
const fillIn = (form, pairs) => {
  const typed = new Map();
  pairs.forEach(([name, value]) => typed.set(name, [...(typed.get(name) ?? []), value]));
  for (const field of form.elements) {
    if (!field.name || ["file", "submit"].includes(field.type) || field.name === "csrfmiddlewaretoken") {
      continue;
    }
    const values = typed.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.multiple) {
      [...field.options].forEach((option) => (option.selected = values.includes(option.value)));
    } else if (values.length) {
      field.value = values.shift();
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
};
const bringBack = (form, content) => {
  const pairs = [...new URLSearchParams(content)];
  (form.dataset.kept ? showAnew : fillIn)(form, pairs);
};

const offer = async (form) => {
  const words = document.getElementById("kept-words");
  const path = encodeURIComponent(new URL(form.action).pathname);
  const answer = await fetch(`${words.dataset.ask}?path=${path}`, { headers: { "HX-Request": "true" } });
  const { content, when } = answer.ok ? await answer.json() : {};
  if (!content || content === contentOf(form)) {
    return;
  }
  form.before(words.content.cloneNode(true));
  const box = form.previousElementSibling;
  box.querySelector("[data-when]").textContent = when;
  box.querySelector("[data-bring]").addEventListener("click", () => {
    box.remove();
    bringBack(form, content);
  });
  box.querySelector("[data-drop]").addEventListener("click", async () => {
    await ask(form, "");
    box.remove();
  });
};
document.addEventListener("DOMContentLoaded", () => {
  // A page that answers what was just sent shows the latest already.
  document.querySelectorAll("form[data-kept]:not([data-answered])").forEach(offer);
});
