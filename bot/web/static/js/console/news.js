// What changes by itself: the list and the open conversation are asked for by htmx; here is what goes with it:
// the title's badge, a sound for new words, the place in a long transcript, the end of the session.

const SOUND = "qist-sound";
const title = document.title;
let before = null;

export function wireNews() {
  const transcript = document.getElementById("transcript");
  toEnd(transcript);
  document.fonts.ready.then(() => toEnd(transcript));
  badge();
  wireSound();
  let follows = false;
  document.body.addEventListener("htmx:beforeSwap", () => (follows = atEnd(transcript)));
  document.body.addEventListener("htmx:oobAfterSwap", () => follows && toEnd(document.getElementById("transcript")));
  document.body.addEventListener("htmx:afterSwap", badge);
  document.body.addEventListener("htmx:responseError", (event) => event.detail.xhr.status === 401 && location.reload());
  document.body.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
  });
}

function atEnd(region) {
  return Boolean(region) && region.scrollHeight - region.scrollTop - region.clientHeight < 60;
}

function toEnd(region) {
  if (region) region.scrollTop = region.scrollHeight;
}

function badge() {
  const list = document.getElementById("list");
  if (!list) return;
  const waiting = Number(list.dataset.waiting);
  const news = waiting + Number(list.dataset.unread);
  document.title = waiting ? `(${waiting}) ${title}` : title;
  if (before !== null && news > before && sounds()) ring();
  before = news;
}

function sounds() {
  return localStorage.getItem(SOUND) === "on";
}

function wireSound() {
  const button = document.getElementById("sound");
  const show = () => button.setAttribute("aria-pressed", String(sounds()));
  button?.addEventListener("click", () => {
    localStorage.setItem(SOUND, sounds() ? "off" : "on");
    show();
    if (sounds()) ring();
  });
  if (button) show();
}

// Two soft notes; made here, for a sound file would be one more thing to load.
function ring() {
  const audio = new AudioContext();
  for (const [start, pitch] of [[0, 660], [0.14, 880]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, audio.currentTime + start);
    volume.gain.exponentialRampToValueAtTime(0.12, audio.currentTime + start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + start + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.32);
  }
}
