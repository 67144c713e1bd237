// Asks every two seconds for a fresh copy and replaces only the regions that changed, so that a half-written
// reply, the focus and the place in a long transcript stay where they are.

const EVERY = 2000;
const SLOWEST = 15_000;
const title = document.title;

export function follow(root, { changed }) {
  const seen = new Map(regions(root).map((region) => [region.dataset.region, keyOf(region)]));
  let wait = EVERY;

  async function look() {
    try {
      const reply = await fetch(root.dataset.live, { headers: { Accept: "text/html" } });
      if (reply.status === 401) return location.reload();
      if (!reply.ok) throw new Error(String(reply.status));
      update(new DOMParser().parseFromString(await reply.text(), "text/html"));
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
  }

  function update(page) {
    const fresh = regions(page).filter((region) => seen.get(region.dataset.region) !== keyOf(region));
    fresh.forEach((region) => {
      seen.set(region.dataset.region, keyOf(region));
      swap(root.querySelector(`[data-region="${region.dataset.region}"]`), region);
    });
    if (fresh.length) changed();
    badge(root);
  }

  async function again() {
    if (!document.hidden) await look();
    setTimeout(again, wait);
  }

  scrollToEnd(root.querySelector("[data-scroll]"));
  document.fonts.ready.then(() => scrollToEnd(root.querySelector("[data-scroll]")));
  document.addEventListener("visibilitychange", () => document.hidden || look());
  badge(root);
  setTimeout(again, wait);
}

function regions(root) {
  return [...root.querySelectorAll("[data-region]")];
}

function keyOf(region) {
  return region.dataset.key || region.outerHTML;
}

function swap(old, region) {
  const focused = old.contains(document.activeElement) && document.activeElement.id;
  const atEnd = old.scrollHeight - old.scrollTop - old.clientHeight < 40;
  const place = old.scrollTop;
  old.replaceWith(region);
  if (atEnd) scrollToEnd(region);
  else region.scrollTop = place;
  if (focused) document.getElementById(focused)?.focus();
}

function scrollToEnd(region) {
  if (region?.dataset.scroll) region.scrollTop = region.scrollHeight;
}

function badge(root) {
  const waiting = Number(root.querySelector("[data-waiting]")?.dataset.waiting || 0);
  document.title = waiting ? `(${waiting}) ${title}` : title;
}
