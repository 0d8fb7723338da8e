// Makes open pages of the console live. Without it everything works by loading pages.

import "./forms.js";
import { NEWS, notice, wish } from "./notices.js";
import { announce } from "./say.js";

const QUEUE_GAP = 10000; // news of the queue: one announcement in this time at most
const $ = (id) => document.getElementById(id);

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
        announce(wish.spoken === "short" ? `New message from ${who}` : `${who} says: ${words}`);
      }
    } while (again);
  } catch {
    state("New messages could not be fetched. Use the button to check for them.");
  } finally {
    busy = false;
  }
}


let before = null;
let told = 0;
let telling = 0;
let latest = null;
const more = new Set();

function tellQueue(news) {
  if (before) {
    if (news.urgent > before.urgent) more.add("urgent");
    else if (news.waiting > before.waiting) more.add("waiting");
    if (news.reviews > before.reviews) more.add("review");
  }
  before = latest = news;
  if (!more.size || telling) return;
  telling = setTimeout(() => {
    telling = 0;
    told = Date.now();
    // Danger says how many wait too, so it stands for both.
    if (more.has("urgent")) more.delete("waiting");
    for (const kind of more) notice(kind, kind === "review" ? NEWS.review : `The queue: ${latest.said}`);
    more.clear();
  }, Math.max(0, told + QUEUE_GAP - Date.now()));
}

// Of another talk only whose it is, and not twice in a row within ten seconds.
const heard = {};

function elsewhere(news) {
  if (Date.now() - (heard[news.case] || 0) < QUEUE_GAP) return;
  heard[news.case] = Date.now();
  notice("message", `New message from ${news.who}`);
}

async function showHeld(ids) {
  if (!ids.length && $("held").hidden) return;
  try {
    const { case: id } = transcript.dataset;
    const fresh = await part(`/console/cases/${id}/held`);
    const inside = $("held-list").contains(document.activeElement);
    $("held").hidden = !fresh.children.length;
    $("held-list").replaceChildren(...fresh.children);
    // The button that had the focus went with its reply: the writer is put back where they write.
    if (inside) $("reply-text")?.focus();
  } catch {
    state("What waits to be sent could not be fetched. Use the button to check for new messages.");
  }
}

// The lists never move under a reader: what changed waits behind a button, unless nothing was there.
async function showQueue() {
  const lists = $("lists");
  try {
    const fresh = await part("/console/queue");
    lists.replaceWith(fresh);
    $("changes").hidden = true;
    changes = 0;
    const number = Number($("lists").dataset.waiting);
    document.title = document.title.replace(/^(\(\d+\) )?/, number ? `(${number}) ` : "");
  } catch {
    state("The queue could not be fetched. Use the button to check for changes.");
  }
}

let changes = 0;
let shown = "";

function queueNews(news) {
  tellQueue(news);
  const lists = $("lists");
  if (!lists || lists.dataset.version === news.version) return;
  if (!lists.querySelector(".cases")) {
    showQueue();
    return;
  }
  if (news.version === shown) return;
  shown = news.version;
  changes += 1;
  $("changes").hidden = false;
  const many = changes === 1 ? "The queue has changed" : `The queue has changed ${changes} times`;
  $("changes").querySelector("button").textContent = `${many}. Show it`;
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
  source.addEventListener("elsewhere", (event) => elsewhere(JSON.parse(event.data)));
  if (open) source.addEventListener("held", (event) => showHeld(JSON.parse(event.data)));
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
