// @ts-check
/// Draws racks by hall on a canvas. Colour is deviation only: grey inside the recommended range (darker is warmer), blue
/// below it, orange above it, red with the number above the allowable range; hatched where the reading is not to be trusted.

/** @typedef {{ index: number, name: string, hall: string, gpus: number, x: number, y: number }} Rack */
/** @typedef {{ id: string, x: number, width: number }} HallBox */
/** @typedef {{ racks: Rack[], halls: HallBox[], cell: number, rows: number, top: number }} Plan */
/** @typedef {{ recommendedLowC: number, recommendedHighC: number, allowableLowC: number, allowableHighC: number }} Limits */

const HALL_GAP = 18;
const GROUP_GAP = 6;
const TOP = 22;
const LARGEST = 34;

/**
 * The arrangement with the largest cells that fits: all halls side by side, each group filled column by column.
 * @param {any[]} halls @param {number} width @param {number} height @returns {Plan}
 */
export function arrange(halls, width, height) {
  const groups = halls.flatMap((hall) => hall.groups);
  const gaps = (halls.length - 1) * HALL_GAP + (groups.length - halls.length) * GROUP_GAP;
  let cell = 0;
  let rows = 1;
  for (let tried = 1; tried <= 40; tried++) {
    const columns = groups.reduce((sum, group) => sum + Math.ceil(group.racks.length / tried), 0);
    const size = Math.floor(Math.min((width - gaps) / columns, (height - TOP) / tried, LARGEST));
    if (size > cell) {
      cell = size;
      rows = tried;
    }
  }
  /** @type {Rack[]} */
  const racks = [];
  /** @type {HallBox[]} */
  const boxes = [];
  let x = 0;
  for (const hall of halls) {
    const start = x;
    hall.groups.forEach((/** @type {any} */ group, /** @type {number} */ g) => {
      x += g > 0 ? GROUP_GAP : 0;
      group.racks.forEach((/** @type {string} */ name, /** @type {number} */ i) => racks.push({
        index: racks.length, name, hall: hall.id, gpus: group.gpus,
        x: x + Math.floor(i / rows) * cell, y: TOP + (i % rows) * cell,
      }));
      x += Math.ceil(group.racks.length / rows) * cell;
    });
    boxes.push({ id: hall.id, x: start, width: x - start });
    x += HALL_GAP;
  }
  const shift = Math.max(0, Math.floor((width - (x - HALL_GAP)) / 2));
  racks.forEach((rack) => { rack.x += shift; });
  boxes.forEach((box) => { box.x += shift; });
  return { racks, halls: boxes, cell, rows, top: TOP };
}

/**
 * @param {HTMLCanvasElement} canvas @param {Plan} plan @param {(number | null)[]} values @param {import("./layers.js").Layer} layer
 * @param {{ hottest: number, chosen: number, stale: boolean, dimmed?: string, hallName: (id: string) => string }} look
 */
export function draw(canvas, plan, values, layer, look) {
  const scale = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const style = getComputedStyle(canvas);
  const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const greys = [color("rack-1"), color("rack-2"), color("rack-3")];
  const paint = { low: color("rack-low"), high: color("rack-high"), alarm: color("rack-alarm"), none: color("rack-none"), old: color("rack-none") };
  pen.font = `600 12px ${style.fontFamily}`;
  pen.fillStyle = color("text-2");
  pen.textBaseline = "alphabetic";
  pen.textAlign = "left";
  plan.halls.forEach((hall) => pen.fillText(hall.width < 52 ? hall.id.toUpperCase() : look.hallName(hall.id), hall.x, 13, Math.max(hall.width, 60)));
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const size = plan.cell - 2;
  for (const rack of plan.racks) {
    const value = look.stale ? null : values[rack.index];
    const what = layer.meaning(value, rack.index);
    pen.globalAlpha = look.dimmed && look.dimmed !== rack.hall ? 0.25 : 1;
    pen.fillStyle = what === "normal"
      ? greys[Math.max(0, Math.min(2, Math.floor(3 * layer.share(/** @type {number} */ (value)))))]
      : paint[/** @type {keyof typeof paint} */ (what)];
    pen.fillRect(rack.x, rack.y, size, size);
    if (what === "none") {
      hatch(pen, rack.x, rack.y, size, color("line-strong"));
    } else if (plan.cell >= 24 || what === "alarm" || what === "old") {
      if (what === "old") {
        hatch(pen, rack.x, rack.y, size, color("line"));
      }
      pen.font = `${plan.cell >= 28 ? 11 : 9}px ${style.fontFamily}`;
      pen.fillStyle = what === "normal" || what === "old" ? color("rack-text") : what === "high" ? "#1b1f24" : "#ffffff";
      pen.fillText(layer.text(/** @type {number} */ (value)), rack.x + size / 2, rack.y + size / 2 + 0.5);
    } else if (what !== "normal") {
      arrow(pen, rack.x + size / 2, rack.y + size / 2, Math.max(2.5, size / 4), what === "low");
    }
  }
  pen.globalAlpha = 1;
  outline(pen, plan, look.hottest, color("text"), 2);
  outline(pen, plan, look.chosen, color("accent"), 3);
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} size @param {string} color */
function hatch(pen, x, y, size, color) {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, size, size);
  pen.clip();
  pen.strokeStyle = color;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let d = -size; d < size; d += 5) {
    pen.moveTo(x + d, y + size);
    pen.lineTo(x + d + size, y);
  }
  pen.stroke();
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} r @param {boolean} down */
function arrow(pen, x, y, r, down) {
  const tip = down ? r : -r;
  pen.fillStyle = down ? "#ffffff" : "#1b1f24";
  pen.beginPath();
  pen.moveTo(x - r, y - tip * 0.7);
  pen.lineTo(x + r, y - tip * 0.7);
  pen.lineTo(x, y + tip);
  pen.fill();
}

/** @param {CanvasRenderingContext2D} pen @param {Plan} plan @param {number} index @param {string} color @param {number} width */
function outline(pen, plan, index, color, width) {
  const rack = plan.racks[index];
  if (rack) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.strokeRect(rack.x - 0.5, rack.y - 0.5, plan.cell - 1, plan.cell - 1);
  }
}

/** The rack under a place, or -1. @param {Plan} plan @param {number} x @param {number} y */
export function rackAt(plan, x, y) {
  return plan.racks.findIndex((rack) => x >= rack.x && x < rack.x + plan.cell && y >= rack.y && y < rack.y + plan.cell);
}

/**
 * The next rack in the direction of an arrow key.
 * @param {Plan} plan @param {number} from @param {string} key
 */
export function step(plan, from, key) {
  const here = plan.racks[from] ?? plan.racks[0];
  if (!here || from < 0) {
    return 0;
  }
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const forward = key === "ArrowRight" || key === "ArrowDown";
  let best = from;
  let nearest = Number.POSITIVE_INFINITY;
  for (const rack of plan.racks) {
    const along = across ? rack.x - here.x : rack.y - here.y;
    const aside = Math.abs(across ? rack.y - here.y : rack.x - here.x);
    const away = forward ? along : -along;
    if (away > 0 && away + 3 * aside < nearest) {
      nearest = away + 3 * aside;
      best = rack.index;
    }
  }
  return best;
}
