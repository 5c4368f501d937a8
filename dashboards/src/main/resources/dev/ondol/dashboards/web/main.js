// @ts-check
/// Starts the page: words first, then the frame and the live socket at the same time.
import { live } from "./live.js";
import { preferredLanguage, speak } from "./text.js";

live.start();
await speak(preferredLanguage());
await import("./frame.js");
