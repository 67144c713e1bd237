// Where an agent writes: what an SMS will cost, Enter sends, "/" brings ready responses, a note is not a reply.

import { measure } from "../segments.js";
import { isUrdu } from "../text.js";
import { wireResponses } from "./responses.js";

const TYPING_EVERY = 3000;
let told = 0;

export function wireComposer() {
  wire();
  // The composer is replaced when somebody else takes the conversation.
  document.body.addEventListener("htmx:oobAfterSwap", (event) => event.detail.target?.id === "composer" && wire());
}

function wire() {
  const box = document.getElementById("composer");
  if (!box || box.dataset.wired) return;
  box.dataset.wired = "yes";
  wireTabs(box);
  const reply = document.getElementById("reply-text");
  wireText(document.getElementById("note-text"));
  if (!reply) return;
  const picks = wireResponses(box, reply);
  wireText(reply, picks);
  const bySms = document.getElementById("by-sms");
  bySms?.addEventListener("change", () => count(box, reply));
  reply.addEventListener("input", () => {
    count(box, reply);
    types(box);
  });
  count(box, reply);
}

function wireTabs(box) {
  for (const tab of box.querySelectorAll("[role=tab]")) {
    tab.addEventListener("click", () => showTab(tab.id));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const other = [...box.querySelectorAll("[role=tab]")].find((one) => one !== tab);
      if (other) showTab(other.id, other);
    });
  }
}

export function showTab(id, focus = null) {
  for (const tab of document.querySelectorAll("#composer [role=tab]")) {
    const on = tab.id === id;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
  }
  (focus || document.querySelector("#composer form:not([hidden]) textarea"))?.focus();
}

function wireText(text, picks = null) {
  if (!text) return;
  text.addEventListener("input", () => text.classList.toggle("urdu", isUrdu(text.value)));
  text.addEventListener("keydown", (event) => {
    if (picks?.takes(event)) return;
    if (event.key === "Escape") text.blur();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (text.value.trim()) text.form.requestSubmit();
  });
  const send = text.form.querySelector(".main-button");
  text.form.addEventListener("submit", () => setTimeout(() => send.toggleAttribute("disabled", true)));
}

function count(box, text) {
  const counter = document.getElementById("reply-counter");
  const sms = box.dataset.channel === "sms" || document.getElementById("by-sms")?.checked;
  if (!sms) {
    counter.value = "";
    return;
  }
  const { segments, left, encoding } = measure(text.value);
  const rupees = ((segments * Number(box.dataset.segmentPaisa)) / 100).toFixed(2);
  counter.value = `${left}/${segments} · ${segments} SMS · Rs ${rupees} · ${encoding}`;
  counter.classList.toggle("dear", segments > 1);
}

function types(box) {
  if (Date.now() - told < TYPING_EVERY) return;
  told = Date.now();
  const token = document.querySelector("meta[name=csrf-token]").content;
  fetch(box.dataset.typing, { method: "POST", headers: { "X-CSRFToken": token } });
}
