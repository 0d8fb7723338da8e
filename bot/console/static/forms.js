// Forms: sent once, drafts that survive, a question before what cannot be taken back.

import { announce } from "./say.js";

const $ = (id) => document.getElementById(id);

// A form that is on its way is not sent again; coming back to the page frees it.
document.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
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
        $("draft-saved").hidden = false;
        $("draft-saved").textContent = box.value ? "Draft saved." : "";
      }
    } catch {}
  };
  const keepSoon = () => { clearTimeout(keeping); keeping = setTimeout(keep, 1000); };
  box.addEventListener("input", keepSoon);
  // Somebody may have begun to write before this script was there.
  if (box.value !== box.defaultValue) { save(); keepSoon(); }
  reply.addEventListener("submit", () => clearTimeout(keeping));
  reply.addEventListener("submit", save);
  // What stands in the box goes along when a reply is taken back, so that neither is lost.
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#held")) return;
    event.target.elements.text.value = box.value;
    store.drop(key);
  });
  if (sent) {
    history.replaceState(null, "", location.pathname + location.hash);
    const held = {
      undo: "Your message leaves in 10 seconds. You can still take it back.",
      looked: "Your message waits for a colleague's yes.",
    };
    announce(held[reply.dataset.held] || "Message sent");
  }
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || !("ctrlEnter" in document.body.dataset)) return;
    event.preventDefault();
    reply.requestSubmit();
  });
}

$("sign-out")?.addEventListener("submit", () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) store.drop(key);
});

// What cannot be taken back asks first, in a dialog of the browser's own. It opens on a press only.
const dialog = document.createElement("dialog");
dialog.setAttribute("aria-labelledby", "ask-title");
dialog.innerHTML = '<form method="dialog"><h2 id="ask-title"></h2><button value="yes">Yes</button> '
  + '<button value="" class="quiet">No, go back</button></form>';
document.body.append(dialog);
let asking = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.ask || form === asking) return;
  event.preventDefault();
  delete form.dataset.going;
  $("ask-title").textContent = form.dataset.ask;
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue !== "yes") return;
    asking = form;
    form.requestSubmit(event.submitter);
    asking = null;
  };
  dialog.showModal();
});

// Saved replies: what does not fit the words typed is hidden; how many are left is said at rest.
const search = $("search");
const replies = $("saved-list");
if (search && replies) {
  let resting = 0;
  search.addEventListener("input", () => {
    const wanted = search.value.toLowerCase().trim();
    let count = 0;
    for (const li of replies.children) {
      li.hidden = !li.textContent.toLowerCase().includes(wanted);
      if (!li.hidden) count += 1;
    }
    clearTimeout(resting);
    resting = setTimeout(() => {
      $("saved-count").textContent = count;
      announce(count === 1 ? "1 saved reply" : `${count} saved replies`);
    }, 1000);
  });
}

// Where a page begins; who is already somewhere on a page that loads slowly stays there.
if ($("problem")) $("problem").focus();
else if (!location.hash && document.activeElement === document.body) $("case-title")?.focus();
