import { wireComposer } from "./composer.js";
import { follow } from "./live.js";

wireComposer();
const live = document.querySelector("[data-live]");
if (live) follow(live, { changed: wireComposer });
