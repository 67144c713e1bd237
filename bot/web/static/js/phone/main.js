import { byId } from "./page.js";
import { Thread } from "./thread.js";
import { wireChat } from "./whatsapp.js";
import { wireKeypad } from "./sms.js";

const numberOf = (phone) => document.querySelector(`[data-phone="${phone}"]`).dataset.number;
const smsPaisa = Number(document.querySelector("[data-sms-paisa]").dataset.smsPaisa);
const threads = ["whatsapp", "sms"].map((channel) => new Thread({ channel, number: numberOf(channel) }));

wireChat(threads[0]);
wireKeypad(threads[1], { smsPaisa });
// A message sent before anything listens would be lost.
for (const button of document.querySelectorAll("[data-waits]")) button.disabled = false;
for (const thread of threads) {
  thread.addEventListener("clock", ({ detail }) => {
    byId("demo-clock").textContent = detail;
  });
  thread.start();
}
