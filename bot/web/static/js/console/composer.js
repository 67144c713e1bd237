// What an SMS will cost before it is sent; Enter sends.

import { measure } from "../segments.js";
import { isUrdu } from "../text.js";

export function wireComposer() {
  const text = document.getElementById("reply-text");
  if (!text || text.dataset.wired) return;
  text.dataset.wired = "yes";
  text.addEventListener("input", () => refresh(text));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (text.value.trim()) text.form.requestSubmit();
  });
  text.form.addEventListener("submit", () => document.getElementById("reply-send").toggleAttribute("disabled", true));
  refresh(text);
}

function refresh(text) {
  text.classList.toggle("urdu", isUrdu(text.value));
  if (text.dataset.channel !== "sms") return;
  const { segments, left, encoding } = measure(text.value);
  const counter = document.getElementById("reply-counter");
  counter.value = `${left}/${segments} · ${segments} SMS · ${encoding}`;
  counter.classList.toggle("dear", segments > 1);
}
