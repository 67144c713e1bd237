// One conversation with the server: asks every second for what is new, and for states that may still change.
// Events: "messages" (detail: list), "states" (detail: {id: state}), "reset", "clock", "trouble", "well".

import { fetchMessages, send } from "./api.js";

const EVERY = 1000;
const SLOWEST = 10_000;
const SETTLED = new Set(["read", "failed", "undelivered", "canceled"]);
const WATCHED = 20;

export class Thread extends EventTarget {
  constructor({ channel, number }) {
    super();
    Object.assign(this, { channel, number, turn: 0, wait: EVERY, asking: null });
    this.forget();
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
  }

  start() {
    this.ask().then(() => this.again());
  }

  again() {
    setTimeout(async () => {
      if (!document.hidden) await this.ask();
      this.again();
    }, this.wait);
  }

  async use(number) {
    const { number: canonical } = await fetchMessages({ channel: this.channel, number, after: 0, watch: 0 });
    this.number = canonical;
    this.forget();
    this.tell("reset");
    await this.asking;
    await this.ask();
    return canonical;
  }

  forget() {
    Object.assign(this, { cursor: 0, states: new Map() });
    this.turn += 1;
  }

  async say(words) {
    await send({ channel: this.channel, number: this.number, text: "", button: "", kind: "text", ...words });
    await this.asking;
    await this.ask();
  }

  ask() {
    this.asking ||= this.fetch().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  async fetch() {
    const turn = this.turn;
    try {
      const found = await fetchMessages({ channel: this.channel, number: this.number, after: this.cursor, watch: this.oldestOpen() });
      if (turn === this.turn) this.take(found);
      this.wait = EVERY;
      this.tell("well");
    } catch (problem) {
      this.wait = Math.min(this.wait * 2, SLOWEST);
      this.tell("trouble", problem);
    }
  }

  take({ messages, states, cursor, clock }) {
    const fresh = messages.filter((message) => !this.states.has(message.id));
    this.cursor = Math.max(this.cursor, cursor);
    fresh.forEach((message) => this.states.set(message.id, message.state));
    if (fresh.length) this.tell("messages", fresh);
    const changed = Object.entries(states).filter(([id, state]) => this.states.get(Number(id)) !== state);
    changed.forEach(([id, state]) => this.states.set(Number(id), state));
    if (changed.length) this.tell("states", Object.fromEntries(changed));
    this.tell("clock", clock);
  }

  oldestOpen() {
    const recent = [...this.states].slice(-WATCHED).filter(([, state]) => !SETTLED.has(state));
    return recent.length ? Math.min(...recent.map(([id]) => id)) : 0;
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
