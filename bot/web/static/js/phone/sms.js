// The keypad phone: an inbox, an editor with the 160-character counter, and keys that type.

import { measure } from "../segments.js";
import { isUrdu } from "../text.js";
import { entry, move, openOnly } from "./inbox.js";
import { MultiTap } from "./multitap.js";
import { byId, count, rupees, tellProblem, wireNumber } from "./page.js";

const MODE_NAMES = { 123: "digits", abc: "small letters", Abc: "capital letters", اردو: "Urdu letters" };

export function wireKeypad(thread, { smsPaisa }) {
  const list = byId("sms-messages");
  const box = byId("sms-inbox");
  const input = byId("sms-input");
  const problem = byId("sms-problem");
  const handset = input.closest(".handset");
  const taps = new MultiTap();
  const bill = {};

  function refresh() {
    const { segments, left, encoding } = measure(input.value);
    byId("sms-counter").textContent = `${left}/${segments}`;
    byId("sms-price").textContent = input.value ? `${rupees(segments * smsPaisa)} ${encoding}` : "";
    input.classList.toggle("urdu", isUrdu(input.value));
    input.scrollTop = input.scrollHeight;
  }

  function type({ text, replace }) {
    const [start, end] = [input.selectionStart, input.selectionEnd];
    const from = replace && start === end ? start - 1 : start;
    input.setRangeText(text, Math.max(0, from), end, "end");
    refresh();
  }

  function erase() {
    const { selectionStart: start, selectionEnd: end } = input;
    taps.rest();
    input.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
    refresh();
  }

  function changeMode() {
    taps.nextMode();
    byId("sms-mode").textContent = taps.mode;
    byId("sms-mode").setAttribute("aria-label", `${taps.mode}: ${MODE_NAMES[taps.mode]}`);
  }

  async function send(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    tellProblem(problem, null);
    clear();
    byId("sms-title").textContent = "Sending…";
    try {
      await thread.say({ text });
    } catch (refused) {
      input.value ||= text;
      refresh();
      tellProblem(problem, refused);
    }
    title();
  }

  async function ring() {
    tellProblem(problem, null);
    byId("sms-title").textContent = "Ringing…";
    try {
      await thread.say({ kind: "call" });
    } catch (refused) {
      tellProblem(problem, refused);
    }
    title();
  }

  function clear() {
    input.value = "";
    taps.rest();
    refresh();
  }

  function title() {
    const number = list.querySelectorAll(".sms").length;
    byId("sms-title").textContent = number ? `Inbox ${number}` : "Inbox";
  }

  function add(message) {
    list.append(entry(message, { open: (item) => openOnly(box, item) }));
    const part = bill[message.direction];
    part.messages += 1;
    part.segments += message.segments;
    part.paisa += message.cost_paisa;
  }

  function showBill() {
    const { in: you, out: us } = bill;
    const each = `Assumed ${rupees(smsPaisa)} a segment.`;
    const parts = [
      `You ${you.messages} SMS, ${rupees(you.paisa)}`,
      `Qist Saathi ${us.messages} SMS in ${count(us.segments, "segment")}, ${rupees(us.paisa)}`,
      `together ${rupees(you.paisa + us.paisa)}`,
    ];
    byId("sms-total").textContent = you.messages + us.messages ? `${parts.join(" · ")}. ${each}` : each;
  }

  function reset() {
    for (const side of ["in", "out"]) bill[side] = { messages: 0, segments: 0, paisa: 0 };
    list.replaceChildren();
    title();
    showBill();
  }

  thread.addEventListener("messages", ({ detail }) => {
    detail.forEach(add);
    openOnly(box, list.lastElementChild);
    title();
    showBill();
  });
  thread.addEventListener("states", ({ detail }) => {
    for (const [id, state] of Object.entries(detail)) {
      const item = list.querySelector(`[data-message-id="${id}"]`);
      if (item) item.dataset.state = state;
    }
  });
  thread.addEventListener("reset", reset);
  thread.addEventListener("trouble", ({ detail }) => tellProblem(problem, detail));
  thread.addEventListener("well", () => problem.textContent.startsWith("The server") && tellProblem(problem, null));

  byId("sms-form").addEventListener("submit", send);
  byId("sms-ring").addEventListener("click", ring);
  input.addEventListener("input", () => {
    taps.rest();
    refresh();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  handset.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
    const letter = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (letter && target !== input) input.focus();
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    move(box, step);
  });
  document.querySelectorAll("[data-key]").forEach((key) => {
    key.addEventListener("click", ({ detail }) => {
      type(taps.press(key.dataset.key, performance.now()));
      if (detail && matchMedia("(pointer: fine)").matches) input.focus({ preventScroll: true });
    });
  });
  byId("sms-up").addEventListener("click", () => move(box, -1));
  byId("sms-down").addEventListener("click", () => move(box, 1));
  byId("sms-clear").addEventListener("click", erase);
  byId("sms-wipe").addEventListener("click", clear);
  byId("sms-mode").addEventListener("click", changeMode);
  byId("sms-toggle").addEventListener("click", changeMode);
  wireNumber({ thread, form: byId("sms-who"), field: byId("sms-number"), problem, name: "sms" });
  document.fonts.ready.then(() => openOnly(box, list.querySelector(".open")));
  reset();
  refresh();
}
