import { wireComposer } from "./composer.js";
import { wireKeys } from "./keys.js";
import { wireNews } from "./news.js";
import { wireSheets } from "./sheets.js";

wireSheets();
wireNews();
wireKeys();
wireComposer();
// htmx has looked at the page by now: from here on every button does what it says.
document.addEventListener("DOMContentLoaded", () => (document.documentElement.dataset.ready = "yes"));
