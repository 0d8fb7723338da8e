// Makes the page live: send without reload, news as it comes, one polite announcer.
// Without this file everything works by forms. Focus is never moved by anything that arrives.

const $ = (id) => document.getElementById(id);
const list = $('transcript'), form = $('form'), box = $('text'), state = $('chat-state');
const fault = $('fault'), again = $('again'), sent = $('sent'), fresh = $('new');
const LONGEST = Number(box.dataset.longest);
const LOST = 'Connection lost. New messages will come when it is back.';
const NOT_SENT = 'Your message was not sent. It is still in the box. Check your connection and try again.';

// Announcer. One text node for each announcement, 400 ms apart, never while somebody types.
const queue = [];
let lastSaid = '', saidAt = 0, typedAt = 0, timer = 0;

function announce(words) {
  if (!words) return;
  queue.push(words);
  if (!timer) timer = setTimeout(pump, 0);
}

function pump() {
  timer = 0;
  if (!queue.length) return;
  const now = Date.now(), wait = Math.max(saidAt + 400 - now, typedAt + 1500 - now);
  if (wait > 0) { timer = setTimeout(pump, wait); return; }
  let words = queue.shift();
  // A screen reader may leave out a string that equals the one before.
  if (words === lastSaid) words += ' (again)';
  lastSaid = words;
  saidAt = now;
  const p = document.createElement('p');
  p.textContent = words;
  $('say').append(p);
  setTimeout(() => p.remove(), 5000);
  if (queue.length) timer = setTimeout(pump, 400);
}

box.addEventListener('input', () => { typedAt = Date.now(); });

// Messages.
const items = () => [...list.children];
const numberOf = (li) => Number(li.dataset.number || Infinity);
// Our own rows do not count until the server's version of them has come.
const last = () => Math.max(0, ...items().filter((li) => !li.dataset.own).map(numberOf));
let unread = 0, missed = 0, firstNew = null;

// Somebody who writes keeps the box where it is on the screen while the talk above it grows.
function keepingBox(change) {
  const held = $('write').parentElement.contains(document.activeElement);
  const before = form.getBoundingClientRect().top;
  change();
  if (held) window.scrollBy({ top: form.getBoundingClientRect().top - before, behavior: 'instant' });
}

// Choices of an older message become text; not under somebody's hands, but when they leave them.
function settle(choices) {
  if (choices.contains(document.activeElement)) {
    choices.addEventListener('focusout', () => setTimeout(() => keepingBox(() => settle(choices))), { once: true });
    return;
  }
  if ($('first')?.contains(choices)) { $('first').remove(); return; }
  const labels = [...choices.querySelectorAll('button')].map((b) => b.value);
  const p = document.createElement('p');
  p.className = 'choices';
  p.textContent = `Choices: ${labels.join(', ')}.`;
  choices.replaceWith(p);
}

function insert(li) {
  keepingBox(() => {
    $('nothing')?.remove();
    list.insertBefore(li, items().find((other) => numberOf(other) > numberOf(li)) || null);
    markNewest();
    // A message still on its way has no number: the answer may be here before its receipt is.
    const newest = items().filter((other) => other.dataset.number).pop() || li;
    for (const choices of document.querySelectorAll('form.offers')) {
      if (!newest.contains(choices)) settle(choices);
    }
  });
}

function markNewest() {
  const newest = list.lastElementChild;
  $('latest')?.removeAttribute('id');
  if (newest) newest.id = 'latest';
  return newest;
}

function receive(item) {
  const known = items().find((li) => numberOf(li) === item.number);
  if (known && !known.dataset.own) return;
  const holder = document.createElement('template');
  holder.innerHTML = item.html;
  const li = holder.content.querySelector('li');
  li.removeAttribute('id');
  if (known) {
    delete known.dataset.own;
    known.innerHTML = li.innerHTML;
    return;
  }
  insert(li);
  if (item.author === 'person') return;
  if (document.hidden) missed += 1; else announce(item.say);
  const { top, bottom } = li.getBoundingClientRect();
  if (document.hidden || bottom <= 0 || top >= window.innerHeight) count(li);
}

function count(li) {
  unread += 1;
  firstNew ||= li;
  showUnread();
}

function showUnread() {
  document.title = unread ? `(${unread}) Chat` : 'Chat';
  keepingBox(() => {
    fresh.hidden = !unread;
    const link = fresh.firstElementChild;
    link.textContent = `${unread} new ${unread === 1 ? 'message' : 'messages'} – go to the first`;
    if (firstNew) link.href = `#${firstNew.querySelector('h3').id}`;
  });
}

function allRead() {
  if (!unread || fresh.contains(document.activeElement)) return;
  unread = 0;
  firstNew = null;
  showUnread();
}

fresh.addEventListener('click', (event) => {
  if (!firstNew) return;
  event.preventDefault();
  firstNew.focus();
  allRead();
});

function look() {
  if (document.hidden) return;
  if (missed) announce(missed === 1 ? '1 new message' : `${missed} new messages`);
  missed = 0;
  const top = firstNew?.getBoundingClientRect().top;
  if (firstNew && top >= 0 && top < window.innerHeight) allRead();
}
window.addEventListener('scroll', look, { passive: true });

// News: a stream; where it breaks, asking again and again.
let stream = null, waiting = 0, lostTimer = 0, lost = false;

const begun = () => items().length > 0;
const open = () => stream?.readyState === EventSource.OPEN;

function connected() {
  clearTimeout(lostTimer);
  lostTimer = 0;
  if (lost) { lost = false; sent.textContent = 'Connection is back.'; announce('Connection is back.'); }
}

function broken() {
  lostTimer ||= setTimeout(() => { lost = true; sent.textContent = LOST; announce(LOST); }, 6000);
}

function connect() {
  if (!begun() || (stream && stream.readyState !== EventSource.CLOSED)) return;
  stream = new EventSource(`/events?after=${last()}`);
  stream.addEventListener('open', connected);
  stream.addEventListener('message', (event) => receive(JSON.parse(event.data)));
  stream.addEventListener('state', (event) => showState(event.data));
  stream.addEventListener('error', () => {
    broken();
    if (!waiting) waiting = setTimeout(fallBack, 3000);
  });
}

async function fallBack() {
  waiting = 0;
  if (open()) return;
  await poll();
  connect();
  if (!open()) waiting = setTimeout(fallBack, 8000);
}

function showState(name) {
  if (state.dataset[name]) state.textContent = state.dataset[name];
}

async function poll() {
  try {
    const answer = await fetch(`/messages?after=${last()}`, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(answer.status);
    const found = await answer.json();
    found.forEach(receive);
    showState(answer.headers.get('Chat-State'));
    connected();
    return found.length;
  } catch {
    broken();
    return -1;
  }
}

async function wake() {
  look();
  if (begun() && !document.hidden) { await poll(); connect(); }
}
document.addEventListener('visibilitychange', wake);
window.addEventListener('online', wake);
window.addEventListener('pageshow', (event) => { if (event.persisted) wake(); });

$('check').addEventListener('submit', async (event) => {
  event.preventDefault();
  const found = await poll();
  if (found === 0) announce('No new messages');
  sent.textContent = found === 0 ? 'No new messages.' : sent.textContent;
  connect();
});

// Sending.
let sending = 0;

function newToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

function showFault(words, tryAgain) {
  keepingBox(() => {
    fault.textContent = words;
    fault.hidden = !words;
    again.hidden = !tryAgain;
  });
  box.setAttribute('aria-describedby', words ? 'hint fault' : 'hint');
  if (words) box.setAttribute('aria-invalid', 'true'); else box.removeAttribute('aria-invalid');
  announce(words);
}

function own(text) {
  const li = document.createElement('li'), h = document.createElement('h3');
  li.className = 'person';
  li.tabIndex = -1;
  li.dataset.own = 'yes';
  h.textContent = 'You, sending…';
  li.append(h);
  for (const part of text.split(/\n\s*\n/)) {
    const p = document.createElement('p');
    part.split('\n').forEach((line, i) => p.append(...(i ? [document.createElement('br')] : []), line));
    li.append(p);
  }
  insert(li);
  return li;
}

// Resolves to an empty string when the message is stored, else to what is wrong, in words.
async function post(text, once, li) {
  const stop = new AbortController(), limit = setTimeout(() => stop.abort(), 15000);
  try {
    const answer = await fetch('/message', {
      method: 'POST', headers: { Accept: 'application/json' }, signal: stop.signal,
      body: new URLSearchParams({ text, once }),
    });
    const found = await answer.json();
    if (!answer.ok) return found.error || NOT_SENT;
    li.remove();
    if (!items().some((other) => numberOf(other) === found.number)) {
      li.dataset.number = found.number;
      li.firstChild.textContent = 'You, just now';
      insert(li);
    }
    return '';
  } catch {
    return NOT_SENT;
  } finally {
    clearTimeout(limit);
  }
}

async function send(text, once) {
  sending += 1;
  typedAt = 0;
  sent.textContent = 'Sending…';
  showFault('', false);
  allRead();
  const li = own(text);
  const wrong = await post(text, once, li);
  sending -= 1;
  if (wrong) {
    keepingBox(() => li.remove());
    markNewest();
    sent.textContent = '';
    // The same token goes with it: if it did arrive after all, it is still one message.
    if (!box.value) form.elements.once.value = once;
    box.value = box.value ? `${text}\n${box.value}` : text;
    showFault(wrong, true);
    return;
  }
  sent.textContent = 'Message sent';
  announce('Message sent');
  if (open()) return; // the stream brings the answer
  connect();
  waiting ||= setTimeout(fallBack, 3000);
}

function sendBox() {
  const text = box.value, once = form.elements.once.value;
  if (!text.trim()) {
    // The second half of a double click finds the box empty already.
    if (!sending) { showFault('Write a message first. Then press Send message.', false); box.focus(); }
    return;
  }
  if (text.length > LONGEST) {
    showFault(`Your message is too long. The most is ${LONGEST.toLocaleString('en-GB')} characters. Please send it in parts.`, false);
    return;
  }
  box.value = '';
  form.elements.once.value = newToken();
  box.focus();
  send(text, once);
}

form.addEventListener('submit', (event) => { event.preventDefault(); sendBox(); });
again.addEventListener('click', sendBox);

document.addEventListener('submit', (event) => {
  const choices = event.target;
  if (!choices.matches('form.offers')) return;
  event.preventDefault();
  if (choices.dataset.used) return;
  choices.dataset.used = 'yes';
  // Not `disabled`: that would take the focus away from the button just pressed.
  for (const b of choices.querySelectorAll('button')) b.setAttribute('aria-disabled', 'true');
  send(event.submitter.value, choices.elements.once.value);
});

connect();
