import { wireComposer } from "./composer.js";
import { wireKeys } from "./keys.js";
import { wireNews } from "./news.js";
import { wireSheets } from "./sheets.js";

wireSheets();
wireNews();
wireKeys();
wireComposer();
