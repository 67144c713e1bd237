// Small things that both phones need.

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Asia/Karachi" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "Asia/Karachi" });

export const byId = (id) => document.getElementById(id);
export const time = (at) => TIME.format(new Date(at));
export const day = (at) => DAY.format(new Date(at));
export const rupees = (paisa) => `Rs ${(paisa / 100).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
export const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function drawing(path, name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export function tellProblem(element, problem) {
  element.hidden = !problem;
  const offline = problem instanceof TypeError;
  element.textContent = problem ? (offline ? "The server cannot be reached. Trying again…" : problem.message) : "";
}

// A number field that switches to another customer and remembers it in the address of the page.
export function wireNumber({ thread, form, field, problem, name }) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      field.value = await thread.use(field.value);
      const address = new URL(location.href);
      address.searchParams.set(name, field.value);
      history.replaceState(null, "", address);
      field.removeAttribute("aria-invalid");
      tellProblem(problem, null);
    } catch (refused) {
      field.setAttribute("aria-invalid", "true");
      tellProblem(problem, refused);
    }
  });
}
