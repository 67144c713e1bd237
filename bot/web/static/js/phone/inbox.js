// The messages on the small screen: one is open, the others show their first line.

import { show } from "../text.js";
import { count, make, rupees, time } from "./page.js";

export function entry(message, { open }) {
  const mine = message.direction === "in";
  const head = make("button", { type: "button", class: "sms-head", "aria-expanded": "false" });
  head.append(make("span", {}, mine ? "▸" : "◂", make("span", { class: "name" }, mine ? " You" : " Saathi")), make("time", { datetime: message.at }, time(message.at)));
  const text = make("p", { class: "words" });
  show(text, message.text || (message.kind === "call" ? "Missed call · مس کال" : `(${message.kind})`));
  const item = make("li", { class: mine ? "sms mine" : "sms theirs", "data-message-id": message.id, "data-direction": message.direction });
  item.append(head, text, make("p", { class: "cost" }, costLine(message)));
  item.dataset.state = message.state;
  item.addEventListener("click", ({ target }) => target.closest("a") || open(item));
  return item;
}

export function costLine({ segments, encoding, cost_paisa: paisa }) {
  return [count(segments, "segment"), rupees(paisa), encoding].filter(Boolean).join(" · ");
}

export function openOnly(box, item) {
  box.querySelectorAll(".sms.open").forEach((other) => setOpen(other, false));
  if (!item) return;
  setOpen(item, true);
  const top = item.offsetTop;
  const tall = item.offsetHeight > box.clientHeight;
  box.scrollTop = tall ? top : Math.max(0, top + item.offsetHeight - box.clientHeight);
}

// Up and down first turn the pages of a long message, then go to the next one.
export function move(box, step) {
  const items = [...box.querySelectorAll(".sms")];
  const at = items.findIndex((item) => item.classList.contains("open"));
  if (at < 0) return;
  const view = box.getBoundingClientRect();
  const open = items[at].getBoundingClientRect();
  const hidden = step > 0 ? open.bottom - view.bottom : view.top - open.top;
  if (hidden > 2) box.scrollBy({ top: step * 60 });
  else if (items[at + step]) openOnly(box, items[at + step]);
}

function setOpen(item, yes) {
  item.classList.toggle("open", yes);
  item.querySelector(".sms-head").setAttribute("aria-expanded", String(yes));
}
