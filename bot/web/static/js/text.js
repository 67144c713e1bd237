// Shows a message as text only: links, amounts kept in one piece, characters that turn the text around made visible.

const URL_LIKE = "https?:\\/\\/[^\\s<>\"'\\u0600-\\u06ff]*[^\\s<>\"'\\u0600-\\u06ff.,;:!?)]";
const PIECES = new RegExp(
  `(?<link>${URL_LIKE})|(?<amount>(?:Rs\\.? ?)?\\+?\\d(?:[\\d,.:\\/\\-]*\\d)?%?)|(?<hidden>[\\u202a-\\u202e\\u0000])`,
  "g",
);
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/g;

export function direction(text) {
  const bare = text.replace(new RegExp(URL_LIKE, "g"), "");
  const arabic = (bare.match(ARABIC) || []).length;
  const latin = (bare.match(/[A-Za-z]/g) || []).length;
  if (arabic === latin) return "auto";
  return arabic > latin ? "rtl" : "ltr";
}

export function isUrdu(text) {
  return text.search(ARABIC) >= 0;
}

export function show(element, text) {
  element.dir = direction(text);
  element.classList.toggle("urdu", isUrdu(text));
  if (element.classList.contains("urdu")) element.lang = "ur";
  element.replaceChildren(...pieces(text));
}

function pieces(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(PIECES)) {
    if (match.index > end) nodes.push(text.slice(end, match.index));
    nodes.push(piece(match));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function piece({ 0: found, groups }) {
  if (groups.link) return link(found);
  const node = document.createElement(groups.amount ? "bdi" : "mark");
  node.textContent = groups.amount ? found : `U+${found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return node;
}

function link(address) {
  const node = document.createElement("a");
  Object.assign(node, { href: address, target: "_blank", rel: "noopener", textContent: address });
  node.dir = "ltr";
  return node;
}
