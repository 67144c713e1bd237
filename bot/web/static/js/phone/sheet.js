// A sheet that slides over the chat with rows to choose from; Escape, the cross or the shade close it.

import { byId, make } from "./page.js";
import { reply } from "./bubbles.js";

export class Sheet {
  constructor() {
    this.box = byId("wa-sheet");
    this.rest = [...this.box.parentElement.children].filter((child) => child !== this.box);
    byId("wa-sheet-close").addEventListener("click", () => this.close());
    this.box.addEventListener("click", (event) => event.target === this.box && this.close());
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  open(title, rows, opener, tap) {
    const picked = (row) => {
      this.close();
      tap(row);
    };
    byId("wa-sheet-title").textContent = title;
    byId("wa-sheet-rows").replaceChildren(...rows.map((row) => make("li", {}, reply(row, picked))));
    this.opener = opener;
    this.box.hidden = false;
    this.rest.forEach((child) => child.toggleAttribute("inert", true));
    byId("wa-sheet-rows").querySelector("button").focus();
  }

  close() {
    this.box.hidden = true;
    this.rest.forEach((child) => child.toggleAttribute("inert", false));
    if (this.opener) this.opener.focus();
  }

  key(event) {
    if (event.key === "Escape") this.close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...this.box.querySelectorAll(".reply")];
    rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
  }
}
