// Is this the file? Its SHA-256 is reckoned here; the file itself is sent nowhere.
// Browsers do that only over HTTPS or on this machine: elsewhere the place to drop it stays hidden.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-drop]");
  if (!place || !window.crypto?.subtle) {
    return;
  }
  place.hidden = false;
  const result = place.querySelector("[data-drop-result]");
  const say = (name) => result.replaceChildren(place.querySelector(`[data-drop-words=${name}]`).content.cloneNode(true));
  const known = place.closest("[data-hashes]")?.dataset.hashes.split(" ");
  const form = document.querySelector("[data-fingerprint-form]");

  const compare = async (file) => {
    if (!file) {
      return;
    }
    say("reading");
    let fingerprint;
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      fingerprint = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    } catch {
      say("unreadable");
      return;
    }
    if (known) {
      say(known.includes(fingerprint) ? "same" : "other");
    } else {
      form.elements.sha256.value = fingerprint;
      form.requestSubmit();
    }
  };

  place.querySelector("input").addEventListener("change", (event) => compare(event.target.files[0]));
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    compare(event.dataTransfer.files[0]);
  });
});
