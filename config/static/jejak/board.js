// Cards that are dropped on another stage: what their own buttons do, by mouse.
const board = document.querySelector("[data-board]");
let held = null;

const stepTo = (card, stage) => card.querySelector(`form[data-to="${CSS.escape(stage)}"]`);

if (board) {
  for (const card of board.querySelectorAll("[data-card]")) {
    card.draggable = Boolean(card.querySelector(".actions"));
  }
  board.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-card]");
    if (!held) {
      return;
    }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.href);
    for (const stage of board.querySelectorAll("[data-stage]")) {
      stage.classList.toggle("takes", Boolean(stepTo(held, stage.dataset.stage)));
    }
  });
  board.addEventListener("dragend", () => {
    held = null;
    board.querySelectorAll(".takes").forEach((stage) => stage.classList.remove("takes"));
  });
  board.addEventListener("dragover", (event) => {
    const stage = event.target.closest("[data-stage]");
    if (held && stage && !stage.contains(held)) {
      event.preventDefault();
    }
  });
  board.addEventListener("drop", (event) => {
    const stage = event.target.closest("[data-stage]");
    if (!held || !stage || stage.contains(held)) {
      return;
    }
    event.preventDefault();
    const step = stepTo(held, stage.dataset.stage);
    if (step) {
      step.requestSubmit();
    } else {
      // That way needs a reason or a fact, or is none: its own page says so.
      window.location.assign(held.dataset.href);
    }
  });
}
