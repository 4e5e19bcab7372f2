import { place, shown } from "./shown.js";

const field = document.createElement("textarea");
field.rows = 8;
place.append(field);
shown(() => field.value, "textarea");
