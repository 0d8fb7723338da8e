// Makes open pages of the console live. Without it everything works by loading pages.

const GAP = 400; // between two announcements, so that none is lost or out of order
const IDLE = 1500; // after the last key: what comes while somebody types would not be spoken
const KEEP = 5000;
const QUEUE_GAP = 10000; // news of the queue: one announcement in this time at most

const $ = (id) => document.getElementById(id);
const say = $("say");
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

function announce(text) {
  waiting.push(text);
  if (!timer) timer = setTimeout(pump, 0);
}

document.addEventListener("input", () => { typed = Date.now(); });

// A form that is on its way is not sent again; coming back to the page frees it.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.going) event.preventDefault();
  event.target.dataset.going = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.going;
});

// The draft of a reply stays in this tab until it is sent or somebody signs out.
const PREFIX = "alongside-draft-";
const reply = $("reply");
const store = {
  get: (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch {} },
  drop: (key) => { try { sessionStorage.removeItem(key); } catch {} },
};

if (reply) {
  const key = PREFIX + document.body.dataset.adviser + reply.dataset.case;
  const box = $("reply-text");
  const draft = store.get(key);
  const sent = reply.dataset.sent;
  if (draft && sent && draft.once === sent) store.drop(key);
  else if (draft && !box.value) box.value = draft.text;
  const save = () => {
    if (box.value) store.set(key, { once: reply.elements.once.value, text: box.value });
    else store.drop(key);
  };
  box.addEventListener("input", save);
  // A second after the last key the draft is kept on the server too, and what it will do is told.
  let keeping = 0;
  const keep = async () => {
    const fields = new FormData(reply);
    try {
      const answer = await fetch(`/console/cases/${reply.dataset.case}/draft`, {
        method: "POST", body: fields, headers: { Accept: "application/json" },
      });
      if (answer.ok && fields.get("text") === box.value) {
        $("about-draft").textContent = (await answer.json()).about;
      }
    } catch {}
  };
  box.addEventListener("input", () => { clearTimeout(keeping); keeping = setTimeout(keep, 1000); });
  reply.addEventListener("submit", () => clearTimeout(keeping));
  reply.addEventListener("submit", save);
  if (sent) {
    history.replaceState(null, "", location.pathname + location.hash);
    announce("Message sent");
  }
}

$("sign-out")?.addEventListener("submit", () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) store.drop(key);
});

$("problem")?.focus();

// News from the server.
const live = $("live");
const transcript = $("transcript");
const state = (text) => { if (live) { live.hidden = false; live.textContent = text; } };

async function part(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content;
}

// How far messages got, where they stand: a message that did not arrive is told once.
let marks = null;

function showMarks(fresh) {
  for (const li of transcript.querySelectorAll("[data-number]")) {
    const text = fresh[li.dataset.number] || "";
    let line = li.querySelector(".sending");
    if (!line && !text) continue;
    if (!line) {
      line = document.createElement("p");
      line.className = "small sending";
      li.append(line);
    }
    line.hidden = !text;
    line.textContent = text;
    if (marks && text !== marks[li.dataset.number] && text.includes("not be delivered")) announce(text);
  }
  marks = fresh;
}

let busy = false;
let again = false;

async function addMessages() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    do {
      again = false;
      const { case: id, last } = transcript.dataset;
      const added = [...(await part(`/console/cases/${id}/messages?after=${last}`)).children];
      for (const li of added) {
        if (Number(li.dataset.number) <= Number(transcript.dataset.last)) continue;
        transcript.dataset.last = li.dataset.number;
        transcript.append(li);
        for (const seen of document.getElementsByName("seen")) seen.value = li.dataset.number;
      }
      const fresh = added.filter((li) => !("own" in li.dataset));
      if (fresh.length > 3) announce(`${fresh.length} new messages`);
      for (const li of fresh.length > 3 ? fresh.slice(-1) : fresh) {
        const who = li.querySelector(".who").textContent;
        const words = li.querySelector(".words").textContent.split(/\s+/).join(" ");
        announce(`${who} says: ${words}`);
      }
    } while (again);
  } catch {
    state("New messages could not be fetched. Use the button to check for them.");
  } finally {
    busy = false;
  }
}

// What this adviser asked for under "How you work". A notice says nothing of anybody.
const wish = document.body.dataset;

function notice() {
  if ("sound" in wish) beep();
  if ("desktop" in wish && document.hidden && Notification.permission === "granted") {
    new Notification("Alongside console", { body: "Somebody is waiting." });
  }
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
if ("desktop" in wish && "Notification" in window && Notification.permission === "default") {
  document.addEventListener("click", () => Notification.requestPermission(), { once: true });
}

let count = null;
let told = 0;
let telling = 0;

function tellQueue(news) {
  const more = count !== null && news.waiting > count;
  count = news.waiting;
  if (!more || telling) return;
  telling = setTimeout(() => {
    telling = 0;
    told = Date.now();
    notice();
    if (!("quiet" in wish)) announce(`The queue: ${news.said}`);
  }, Math.max(0, told + QUEUE_GAP - Date.now()));
}

// The lists never move under a reader: what changed waits behind a button, unless nothing was there.
async function showQueue() {
  const lists = $("lists");
  try {
    const fresh = await part("/console/queue");
    lists.replaceWith(fresh);
    $("changes").hidden = true;
    const number = Number($("lists").dataset.waiting);
    document.title = document.title.replace(/^(\(\d+\) )?/, number ? `(${number}) ` : "");
  } catch {
    state("The queue could not be fetched. Use the button to check for changes.");
  }
}

function queueNews(news) {
  tellQueue(news);
  const lists = $("lists");
  if (!lists || lists.dataset.version === news.version) return;
  if (lists.querySelector(".cases")) $("changes").hidden = false;
  else showQueue();
}

$("changes")?.querySelector("button").addEventListener("click", async () => {
  await showQueue();
  $("waiting-title").focus();
});

if (document.body.dataset.adviser) {
  const open = transcript?.dataset.case;
  const query = open ? `?case=${open}&after=${transcript.dataset.last}` : "";
  const source = new EventSource(`/console/events${query}`);
  let lost = false;
  source.onopen = () => {
    state(open ? "New messages appear here by themselves." : "This page tells you when the queue changes.");
    if (lost) announce("Connected again");
    lost = false;
  };
  source.onerror = () => {
    state("The connection is lost. Trying again.");
    if (!lost) announce("The connection is lost. Trying again.");
    lost = true;
  };
  source.addEventListener("queue", (event) => queueNews(JSON.parse(event.data)));
  if (open) source.addEventListener("message", addMessages);
  if (open) source.addEventListener("sending", (event) => showMarks(JSON.parse(event.data)));
  source.addEventListener("signed-out", () => {
    source.close();
    state("You are signed out. What you typed stays here: copy it, then sign in again.");
    announce("You are signed out");
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
