// Keys for whoever writes all day. Everything they do, a button on the page does, too.

// "?" lists the keys, where nobody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  const list = document.getElementById("keys");
  if (event.key === "?" && !typing && list && !list.open) {
    event.preventDefault();
    list.showModal();
  }
});

// In a draft: Alt and an arrow move the paragraph, with Shift the article; Ctrl and Enter save.
const lineAt = (text, place) => text.slice(0, place).split("\n").length - 1;

const moveParagraph = (box, step) => {
  const lines = box.value.split("\n");
  const at = lineAt(box.value, box.selectionStart);
  const to = at + step;
  if (to < 0 || to >= lines.length) {
    return;
  }
  const startOf = (line) => lines.slice(0, line).join("\n").length + (line ? 1 : 0);
  const within = box.selectionStart - startOf(at);
  const upper = Math.min(at, to);
  const [start, end] = [startOf(upper), startOf(upper + 1) + lines[upper + 1].length];
  [lines[at], lines[to]] = [lines[to], lines[at]];
  box.setSelectionRange(start, end);
  // An old command, and the only way to change a box so that Ctrl and Z take it back.
  document.execCommand("insertText", false, lines.slice(upper, upper + 2).join("\n"));
  box.setSelectionRange(startOf(to) + within, startOf(to) + within);
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("#draft-form input, #draft-form textarea, #draft-form select");
  if (!field) {
    return;
  }
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.altKey && step && event.shiftKey) {
    const verb = step < 0 ? "up" : "down";
    event.preventDefault();
    field.closest("fieldset")?.querySelector(`button[name=arrange][value^="${verb}-"]`)?.click();
  } else if (event.altKey && step && field.matches("textarea")) {
    event.preventDefault();
    moveParagraph(field, step);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    field.form.querySelector(".actions button.btn-primary").click();
  }
});
