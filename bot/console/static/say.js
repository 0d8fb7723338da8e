// Speaks to screen readers through one live region: in order, one at a time, never over typing.

const GAP = 400; // between two announcements, so that none is lost or out of order
const IDLE = 1500; // after the last key: what comes while somebody types would not be spoken
const KEEP = 5000;

const say = document.getElementById("say");
const waiting = [];
let lastSaid = 0;
let typed = 0;
let previous = "";
let timer = 0;

function pump() {
  timer = 0;
  if (!waiting.length) return;
  const now = Date.now();
  const wait = Math.max(lastSaid + GAP - now, typed + IDLE - now);
  if (wait > 0) {
    timer = setTimeout(pump, wait);
    return;
  }
  let text = waiting.shift();
  if (text === previous) text += " (again)";
  previous = text;
  lastSaid = now;
  const p = document.createElement("p");
  p.textContent = text;
  say.append(p);
  setTimeout(() => p.remove(), KEEP);
  if (waiting.length) timer = setTimeout(pump, GAP);
}

export function announce(text) {
  waiting.push(text);
  if (!timer) timer = setTimeout(pump, 0);
}

document.addEventListener("input", () => { typed = Date.now(); });
