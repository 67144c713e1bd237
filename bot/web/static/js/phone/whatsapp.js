// The chat phone: shows the thread, sends what is typed, tapped or attached.

import { bubble, pending, setState } from "./bubbles.js";
import { byId, count, day, make, rupees, tellProblem, wireNumber } from "./page.js";
import { Sheet } from "./sheet.js";

const ATTACHMENTS = [
  { payload: "image", title: "Picture, without text" },
  { payload: "location", title: "Location" },
  { payload: "sticker", title: "Sticker" },
  { payload: "audio", title: "Voice note" },
];

export function wireChat(thread) {
  const list = byId("wa-messages");
  const input = byId("wa-input");
  const status = byId("wa-status");
  const problem = byId("wa-problem");
  const sheet = new Sheet();
  const total = { messages: 0, paisa: 0 };
  let lastDay = "";

  const tap = (button) => say({ text: button.title, button: button.payload });
  const choose = (title, rows, opener) => sheet.open(title, rows, opener, tap);

  async function say(words) {
    const ghost = pending(words.text);
    list.append(ghost);
    toEnd();
    status.textContent = "typing…";
    try {
      await thread.say(words);
    } catch (refused) {
      if (!words.button && !input.value) input.value = words.text;
      tellProblem(problem, refused);
    }
    ghost.remove();
    status.textContent = status.dataset.calm;
  }

  function toEnd() {
    list.scrollTop = list.scrollHeight;
  }

  function fit() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
  }

  function sendTyped(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    fit();
    tellProblem(problem, null);
    say({ text });
  }

  function add(message) {
    if (day(message.at) !== lastDay) {
      lastDay = day(message.at);
      list.append(make("li", { class: "day" }, lastDay));
    }
    list.append(bubble(message, { choose, tap }));
    total.messages += 1;
    total.paisa += message.cost_paisa;
  }

  thread.addEventListener("messages", ({ detail }) => {
    list.querySelectorAll(".pending").forEach((ghost) => ghost.remove());
    detail.forEach(add);
    byId("wa-hint").hidden = true;
    byId("wa-total").textContent = `${count(total.messages, "message")} · this conversation cost ${rupees(total.paisa)}`;
    toEnd();
  });
  thread.addEventListener("states", ({ detail }) => {
    for (const [id, state] of Object.entries(detail)) {
      const item = list.querySelector(`[data-message-id="${id}"]`);
      if (item) setState(item, state);
    }
  });
  thread.addEventListener("reset", () => {
    list.replaceChildren();
    Object.assign(total, { messages: 0, paisa: 0 });
    lastDay = "";
    byId("wa-hint").hidden = false;
    byId("wa-total").textContent = "";
  });
  thread.addEventListener("trouble", ({ detail }) => tellProblem(problem, detail));
  thread.addEventListener("well", () => problem.textContent.startsWith("The server") && tellProblem(problem, null));

  byId("wa-form").addEventListener("submit", sendTyped);
  input.addEventListener("input", fit);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) sendTyped(event);
  });
  byId("wa-attach").addEventListener("click", ({ currentTarget }) =>
    sheet.open("Attach", ATTACHMENTS, currentTarget, ({ payload }) => say({ text: "", kind: payload })),
  );
  byId("wa-ring").addEventListener("click", () => say({ text: "", kind: "call" }));
  document.fonts.ready.then(toEnd);
  wireNumber({ thread, form: byId("wa-who"), field: byId("wa-number"), problem, name: "wa" });
}
