import { place, shown } from "./shown.js";

const field = document.createElement("input");
place.append(field);
shown(() => field.value, "input");
