// @ts-check
/// Short explanations in one dialog: keys and signs, how to start the simulator, how to connect a source.
import { html, nothing } from "lit";
import { SCREENS } from "./address.js";
import { live } from "./live.js";
import { t } from "./text.js";

const KEYS = [...SCREENS.map((one) => [`g ${one.key}`, `screen.${one.id}`]), ["/", "keys.search"], ["A", "keys.approve"], ["T L [ ]", "keys.layer"], ["␣ [ ]", "keys.replay"], ["?", "keys.help"], ["Esc", "keys.close"], ["← ↑ → ↓", "keys.rack"]];
const SIGNS = ["signs.band", "signs.hatch", "signs.dash", "signs.colour", "signs.plan", "signs.stopped"];

/** @param {string} topic */
function body(topic) {
  switch (topic) {
    case "simulator":
      return html`<p>${t("start.simulator.text")}</p><pre tabindex="0">./ondol demo</pre>`;
    case "source":
      return html`<p>${t("start.source.text")}</p>
        <pre tabindex="0">ondol/v1/${live.state.site?.id ?? "{site}"}/frame/{source}
{"boot":"b1","seq":1,"t":1767225600000,
 "v":{"meter-it/active-power":9120.5}}</pre>`;
    default:
      return html`<dl>${KEYS.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${t(text)}</dd></div>`)}</dl>
        <h3>${t("signs.title")}</h3>
        <ul>${SIGNS.map((sign) => html`<li>${t(sign)}</li>`)}</ul>`;
  }
}

/** The native dialog keeps the focus inside and closes on Esc. @param {string} topic @param {() => void} close */
export function help(topic, close) {
  if (!topic) {
    return nothing;
  }
  return html`<dialog class="dialog" aria-labelledby="dialog-title" data-test="dialog" @close=${close}
      @click=${(/** @type {Event} */ event) => {
        if (event.target === event.currentTarget) {
          close();
        }
      }}>
      <h2 id="dialog-title">${t(`dialog.${topic}`)}</h2>
      ${body(topic)}
      <p class="dialog-end"><button class="primary" @click=${close}>${t("action.close")}</button></p>
    </dialog>`;
}
