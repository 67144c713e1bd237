// The bubbles of the chat phone.

import { direction, isUrdu, show } from "../text.js";
import { drawing, make, time } from "./page.js";

const CLOCK = "M12 7v5l3 2M12 3a9 9 0 1 0 .01 0";
const ONE = "M5 12.5l4.5 4.5L19 7.5";
const TWO = "M1.5 12.5l4 4L14 8M10.5 15.5l1.5 1.5L21.5 8";
const WRONG = "M12 6v8M12 17.5v.5";
const TICKS = {
  queued: CLOCK, sending: CLOCK, sent: ONE, delivered: TWO, read: TWO, failed: WRONG, undelivered: WRONG, canceled: WRONG,
};
const PIN = "M12 21s-7-6.5-7-12a7 7 0 0 1 14 0c0 5.5-7 12-7 12zM12 11.5a2.5 2.5 0 1 0-.01 0";
const KINDS = { image: "Picture", location: "Location", audio: "Voice note", sticker: "Sticker", video: "Video", document: "Document", call: "Missed call · مس کال" };

export function bubble(message, { choose, tap }) {
  const side = message.direction === "in" ? "mine" : "theirs";
  const item = make("li", { class: `line ${side}`, "data-message-id": message.id, "data-direction": message.direction });
  const body = make("div", { class: "bubble" });
  if (message.kind !== "text") body.append(attachment(message.kind));
  if (message.media) body.append(page(message.media));
  if (message.text) body.append(words(message.text));
  body.append(meta(message));
  item.append(body, ...choices(message, { choose, tap }));
  setState(item, message.state);
  return item;
}

export function pending(text) {
  const body = make("div", { class: "bubble" }, words(text || "…"));
  return make("li", { class: "line mine pending", "aria-hidden": "true" }, body);
}

export function setState(item, state) {
  const mark = item.querySelector(".tick");
  item.dataset.state = state;
  if (!mark || !TICKS[state]) return;
  mark.replaceChildren(drawing(TICKS[state], `tick-${state}`), make("span", { class: "unseen" }, state));
  mark.title = state;
}

function words(text) {
  const node = make("p", { class: "words" });
  show(node, text);
  return node;
}

function meta(message) {
  return make("span", { class: "meta" }, make("time", { datetime: message.at }, time(message.at)), make("span", { class: "tick" }));
}

function attachment(kind) {
  const label = make("span", {}, KINDS[kind] || kind);
  if (kind === "image") return make("figure", { class: "picture" }, make("img", { src: "/static/img/sample.svg", alt: "Picture" }));
  if (kind === "location") return make("figure", { class: "place" }, drawing(PIN, "pin"), label);
  return make("figure", { class: "other" }, label);
}

function page(address) {
  const { pathname, search } = new URL(address); // ours, whatever name the world knows us by
  if (pathname.endsWith(".mp3")) return make("figure", { class: "voice" }, make("audio", { src: pathname + search, controls: "", preload: "none" }));
  const link = make("a", { href: pathname + search, target: "_blank", rel: "noopener" }, make("img", { src: pathname + search, alt: "Page" }));
  return make("figure", { class: "picture" }, link);
}

function choices(message, { choose, tap }) {
  const { buttons } = message;
  if (!buttons.length) return [];
  if (buttons.length <= 3) return [make("div", { class: "replies" }, ...buttons.map((button) => reply(button, tap)))];
  const label = isUrdu(message.text) ? "چنیں" : "Choose · Chunein";
  const opener = make("button", { type: "button", class: "choose", "aria-haspopup": "dialog" }, drawing("M5 7h14M5 12h14M5 17h9", "list"), label);
  opener.classList.toggle("urdu", isUrdu(label));
  opener.addEventListener("click", () => choose(label, buttons, opener));
  return [make("div", { class: "replies" }, opener)];
}

export function reply(button, tap) {
  const node = make("button", { type: "button", class: "reply", "data-payload": button.payload, dir: direction(button.title) }, button.title);
  node.classList.toggle("urdu", isUrdu(button.title));
  node.addEventListener("click", () => tap(button));
  return node;
}
