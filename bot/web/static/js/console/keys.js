// The keyboard all the way: letters that agents of other desks know. Never while somebody writes.

import { showTab } from "./composer.js";

const press = (id) => () => document.getElementById(id)?.click();
const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  t: press("take"),
  r: () => document.getElementById("mode-reply") && showTab("mode-reply"),
  n: () => document.getElementById("mode-note") && showTab("mode-note"),
  b: press("hand-back"),
  "/": () => document.getElementById("search")?.focus(),
  "?": press("keys"),
};
const PLACES = { i: "nav-inbox", c: "nav-cases", f: "nav-reports" };
let going = false;

export function wireKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || document.querySelector("dialog[open]")) return;
    const act = going ? press(PLACES[event.key]) : ACTS[event.key];
    going = !going && event.key === "g";
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function writes(element) {
  return element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
}

function step(by) {
  const rows = [...document.querySelectorAll("#rows .row")];
  const here = rows.findIndex((row) => row === document.activeElement || row.getAttribute("aria-current") === "true");
  const focused = rows.indexOf(document.activeElement);
  const next = rows[Math.min(Math.max((focused >= 0 ? focused : here) + by, 0), rows.length - 1)];
  next?.focus();
}
