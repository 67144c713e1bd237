// Ready responses: "/" and a few letters, arrows and Enter; the customer's written form first.

import { direction } from "../text.js";

const FORMS = { ur: "اردو", "ur-Latn": "Roman Urdu", en: "English" };

export function wireResponses(box, text) {
  const list = document.getElementById("responses");
  let known = null;
  let shown = [];
  let at = 0;

  async function load() {
    const answer = await fetch(box.dataset.responses, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : [];
  }

  const asked = () => /^\/([a-z0-9_-]*)$/i.exec(text.value);

  async function look() {
    if (!asked()) return hide();
    // One question however fast somebody types, and what is shown fits what stands there when the answer has come.
    known ??= load().catch((broken) => {
      known = null;
      throw broken;
    });
    const all = await known;
    const letters = asked();
    if (!letters) return hide();
    shown = matching(all, letters[1].toLowerCase(), box.dataset.language);
    at = 0;
    draw();
  }

  function draw() {
    list.replaceChildren(...shown.map((one, place) => option(one, place === at, () => choose(place))));
    list.hidden = !shown.length;
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-expanded", String(!list.hidden));
  }

  function hide() {
    shown = [];
    list.hidden = true;
    text.setAttribute("aria-expanded", "false");
  }

  function choose(place) {
    text.value = shown[place].words;
    hide();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  }

  text.addEventListener("input", look);
  text.setAttribute("aria-controls", "responses");
  return {
    takes(event) {
      if (!shown.length) return false;
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in moves) at = (at + moves[event.key] + shown.length) % shown.length;
      else if (event.key === "Enter" || event.key === "Tab") choose(at);
      else if (event.key === "Escape") hide();
      else return false;
      event.preventDefault();
      if (event.key in moves) draw();
      return true;
    },
  };
}

function matching(known, letters, language) {
  const order = [language, ...Object.keys(FORMS).filter((form) => form !== language)];
  const fits = known.filter((one) => one.shortcut.includes(letters) || one.title.toLowerCase().includes(letters));
  return order.flatMap((form) => fits.map((one) => ({ ...one, form, words: one.words[form] })));
}

function option(one, selected, choose) {
  const row = document.createElement("li");
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(selected));
  const head = document.createElement("span");
  head.textContent = `/${one.shortcut} · ${one.title} · ${FORMS[one.form]}`;
  const words = document.createElement("span");
  words.className = "preview";
  words.dir = direction(one.words);
  words.lang = one.form;
  words.textContent = one.words;
  row.append(head, words);
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose();
  });
  return row;
}
