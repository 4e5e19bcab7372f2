import Quill from "quill";
import "quill/dist/quill.core.css";
import { place, shown } from "./shown.js";

const quill = new Quill(place, {});
shown(() => quill.getContents(), ".ql-editor");
