// Looks now and then how far the order is, and shows the page anew when it has moved.
const order = document.querySelector("[data-at]");
const EVERY = 4000;

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(order.dataset.at, { cache: "no-store" });
    if (answer.ok && (await answer.json()).state !== order.dataset.state) location.reload();
  } catch {
    // No network just now: the next look may find one.
  }
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
