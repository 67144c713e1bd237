// The simulator's two calls. A token that a restarted server no longer knows is renewed once, quietly.

export class Refused extends Error {}

let token = document.querySelector('meta[name="csrf-token"]').content;

export async function fetchMessages({ channel, number, after, watch }) {
  const query = new URLSearchParams({ channel, number, after, watch });
  return answer(await fetch(`/phone/api/messages?${query}`, { headers: { Accept: "application/json" } }));
}

export async function send(message) {
  let reply = await post(message);
  if (reply.status === 400 && (await reply.clone().json()).code === "csrf") {
    await renewToken();
    reply = await post(message);
  }
  return answer(reply);
}

function post(message) {
  return fetch("/phone/api/send", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(message),
  });
}

async function renewToken() {
  const page = new DOMParser().parseFromString(await (await fetch("/phone")).text(), "text/html");
  token = page.querySelector('meta[name="csrf-token"]').content;
}

async function answer(reply) {
  const type = reply.headers.get("Content-Type") || "";
  const body = type.includes("json") ? await reply.json() : {};
  if (!reply.ok) throw new Refused(body.error || `The server answered ${reply.status}.`);
  return body;
}
