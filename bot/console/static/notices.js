// Notices of news in the ways an adviser asked for. They say nothing of anybody.

import { announce } from "./say.js";

// What this adviser asked for under "Your settings". A notice says nothing of anybody.
export const wish = document.body.dataset;

export const NEWS = {
  waiting: "Somebody is waiting.",
  urgent: "Somebody may be in danger.",
  message: "There is a new message in one of your talks.",
  review: "A reply waits for a second pair of eyes.",
};
const wants = (way, kind) => (wish[way] || "").split(" ").includes(kind);

// Tells of one kind of news in the ways asked for; `said` is for screen readers.
export function notice(kind, said) {
  if (wants("sound", kind)) beep();
  if (wants("desktop", kind) && document.hidden && Notification.permission === "granted") {
    new Notification("Alongside console", { body: NEWS[kind] });
  }
  if (wants("speech", kind)) announce(said);
}

function beep() {
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    loud.gain.value = 0.1;
    tone.connect(loud).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.2);
  } catch {}
}

// A browser asks only after a click; a notice that nobody allowed is simply not shown.
if (wish.desktop && "Notification" in window && Notification.permission === "default") {
  document.addEventListener("click", () => Notification.requestPermission(), { once: true });
}
