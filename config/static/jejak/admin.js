// The boxes in which Django's administration searches for a record bear the name of their label.
const nameTheBoxes = () => {
  for (const box of document.querySelectorAll(".select2-container")) {
    const label = box.previousElementSibling?.labels?.[0];
    if (label && !label.id) {
      label.id = `label-of-${label.htmlFor}`;
      const shown = box.querySelector(".select2-selection__rendered");
      box.querySelector(".select2-selection").setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
      shown.setAttribute("aria-labelledby", label.id);
    }
  }
};
// In the order in which Django’s own scripts wait for the page: after they have made the boxes.
window.django?.jQuery?.(nameTheBoxes);
document.addEventListener("formset:added", () => setTimeout(nameTheBoxes));
