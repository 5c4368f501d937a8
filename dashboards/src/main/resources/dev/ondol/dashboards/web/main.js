// @ts-check
/// Starts the page: words and who is signed in first, then the frame; live data begin and end with the session.
import { live } from "./live.js";
import { session } from "./session.js";
import { preferredLanguage, speak } from "./text.js";

session.addEventListener("change", () => (session.who.signedIn ? live.start() : live.stop()));
await Promise.all([speak(preferredLanguage()), session.look()]);
await import("./frame.js");
