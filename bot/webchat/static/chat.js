// Makes the page live; without it all works by forms. Nothing that arrives moves the focus.

const $ = (id) => document.getElementById(id), make = (tag) => document.createElement(tag);
const on = (what, ...rest) => what.addEventListener(...rest);
const list = $('transcript'), form = $('form'), box = $('text'), state = $('chat-state');
const choices = $('choices'), fault = $('fault'), again = $('again'), sent = $('sent'), fresh = $('new'), ending = $('ending');
const { once: token, known: shown } = form.elements;
const LONGEST = +box.dataset.longest, LASTS = +ending.dataset.lasts;
const T = $('words').dataset, chosen = document.documentElement.dataset, title = document.title;

// Announcer: one text node at a time, 400 ms apart, never while somebody types.
const queue = [];
let lastSaid = '', saidAt = 0, typedAt = 0, timer = 0;

function announce(words, first, lang) {
  if (words) queue[first ? 'unshift' : 'push']([words, lang]);
  timer ||= setTimeout(pump, 0);
}

function tell(words) {
  sent.textContent = words;
  announce(words);
}

function pump() {
  timer = 0;
  if (!queue.length) return;
  const now = Date.now(), wait = Math.max(saidAt + 400 - now, typedAt + 1500 - now);
  if (wait > 0) { timer = setTimeout(pump, wait); return; }
  let [words, lang] = queue.shift();
  // A repeat may go unsaid.
  if (words === lastSaid) words += ` ${T.again}`;
  lastSaid = words;
  saidAt = now;
  const p = make('p');
  p.textContent = words;
  if (lang) p.lang = lang;
  $('say').append(p);
  setTimeout(() => p.remove(), 5e3);
  timer = setTimeout(pump, 400);
}

const items = () => [...list.querySelectorAll(':scope > li:not(.mark)')];
const numberOf = (li) => +(li.dataset.number || Infinity);
// Our own rows count once the server's version of them has come.
const last = () => Math.max(0, ...items().filter((li) => !li.dataset.own).map(numberOf));
const begun = () => items().length;
let unread = 0, missed = 0, urgent = [], firstNew;

// The box stays where it is on the screen while the talk above it grows.
function keepingBox(change) {
  const at = document.activeElement, { top, bottom } = at.getBoundingClientRect();
  const held = $('write').parentElement.contains(at) && bottom > 0 && top < innerHeight;
  change();
  if (held) scrollBy({ top: at.getBoundingClientRect().top - top, behavior: 'instant' });
}

// Older choices go; not under somebody's hands, but when they leave them.
let offered = +choices.dataset.number;

function offer(number, html) {
  if (number < offered) return;
  const before = [...choices.children];
  offered = number;
  choices.insertAdjacentHTML('beforeend', html);
  before.forEach(withdraw);
}

function withdraw(old) {
  if (!old.contains(document.activeElement)) { keepingBox(() => old.remove()); return; }
  on(old, 'focusout', () => setTimeout(() => withdraw(old)), { once: true });
}

function insert(li) {
  keepingBox(() => {
    $('nothing')?.remove();
    for (const link of document.querySelectorAll('.newest')) link.hidden = false;
    list.insertBefore(li, items().find((other) => numberOf(other) > numberOf(li)) || null);
    markNewest();
  });
}

function markNewest() {
  $('latest')?.removeAttribute('id');
  const newest = items().pop();
  if (newest) newest.id = 'latest';
}

function receive(item) {
  const known = items().find((li) => numberOf(li) === item.number), holder = make('ol');
  if (known && !known.dataset.own) return;
  holder.innerHTML = item.html;
  const li = holder.firstElementChild;
  li.removeAttribute('id');
  shown.value = Math.max(shown.value, item.number);
  if (known) {
    delete known.dataset.own;
    known.innerHTML = li.innerHTML;
    return;
  }
  insert(li);
  offer(item.number, item.choices);
  if (item.author === 'person') return;
  if (document.hidden) {
    missed += 1;
    if (item.urgent) urgent = [item.say, true, item.lang];
  } else announce(item.say, item.urgent, item.lang);
  if (chosen.sound) beep();
  if (chosen.aloud) readAloud(li);
  const { top, bottom } = li.getBoundingClientRect();
  if (document.hidden || bottom <= 0 || top >= innerHeight) {
    unread += 1;
    firstNew ||= li;
    showUnread();
  }
}

function beep() {
  const audio = new AudioContext(), tone = audio.createOscillator();
  tone.connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.15);
  tone.onended = () => audio.close();
}

function readAloud(li) {
  speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(li.innerText), { lang: 'en-GB' }));
  $('hush').hidden = false;
}
on($('hush'), 'click', () => speechSynthesis.cancel());

const counted = (n) => (n === 1 ? T.one : T.many.replace('%s', n));

function showUnread() {
  document.title = unread ? `(${unread}) ${title}` : title;
  keepingBox(() => {
    fresh.hidden = !unread;
    const link = fresh.firstElementChild;
    link.textContent = `${counted(unread)} – ${T.first}`;
    if (firstNew) link.href = `#${firstNew.querySelector('h3').id}`;
  });
}

function allRead() {
  if (!unread || fresh.contains(document.activeElement)) return;
  unread = 0;
  firstNew = null;
  showUnread();
}

on(fresh, 'click', (event) => {
  if (!firstNew) return;
  event.preventDefault();
  firstNew.focus();
  allRead();
});

function look() {
  if (document.hidden) return;
  if (missed) announce(counted(missed));
  announce(...urgent);
  missed = 0;
  urgent = [];
  const top = firstNew?.getBoundingClientRect().top;
  if (firstNew && top >= 0 && top < innerHeight) allRead();
}
addEventListener('scroll', look);

// News: a stream; where it breaks, asking.
let stream, waiting = 0, lostTimer = 0, lost = false, heard = 0, held = state.dataset.state;
const open = () => stream?.readyState === 1;

function connected() {
  heard = Date.now();
  clearTimeout(lostTimer);
  lostTimer = 0;
  if (lost) { lost = false; tell(T.back); showState(held); }
}

function broken() {
  lostTimer ||= setTimeout(() => { lost = true; tell(T.lost); showState('offline'); }, 6e3);
}

function connect() {
  if (!begun() || stream?.readyState < 2) return;
  stream = new EventSource(`/events?after=${last()}`);
  on(stream, 'open', connected);
  on(stream, 'message', (event) => receive(JSON.parse(event.data)));
  // Comes every 15 seconds, changed or not.
  on(stream, 'state', (event) => { connected(); showState(event.data); });
  on(stream, 'error', () => {
    broken();
    waiting ||= setTimeout(fallBack, 3e3);
  });
}

async function fallBack() {
  waiting = 0;
  if (open()) return;
  await poll();
  connect();
  if (begun() && !open()) waiting ||= setTimeout(fallBack, 8e3);
}

function restart() {
  stream?.close();
  fallBack();
}

function showState(name) {
  const words = state.dataset[name];
  if (!words) return;
  if (name !== 'offline') held = name;
  if (state.textContent !== words) keepingBox(() => { state.textContent = words; });
}

async function poll() {
  try {
    const answer = await fetch(`/messages?after=${last()}`);
    if (!answer.ok) throw answer.status;
    const found = await answer.json(), name = answer.headers.get('Chat-State');
    // Ended elsewhere: nothing of it stays here. Or the cookie never came.
    if (name === 'none' && list.querySelector('[data-number]')) {
      history.replaceState(history.state, '', last() ? '/?lost' : '/?sent');
      location.reload();
    }
    found.forEach(receive);
    showState(name);
    connected();
    return found.length;
  } catch {
    broken();
    return -1;
  }
}

async function wake() {
  look();
  if (!document.hidden) { await poll(); connect(); }
}
addEventListener('offline', restart);
on(document, 'visibilitychange', wake);
addEventListener('online', wake);
addEventListener('pageshow', (event) => { if (event.persisted) wake(); });

on($('check'), 'submit', async (event) => {
  event.preventDefault();
  if (await poll() === 0) tell(T.none);
  connect();
});

// What is being written stays with this entry of the history, for this cookie only.
const { place } = box.dataset;
const keep = (draft) => history.replaceState({ draft, place, once: token.value }, '');
let left = false;
addEventListener('leaving', () => { left = true; });
addEventListener('beforeunload', () => { if (!left && box.value) keep(box.value); });
addEventListener('pagehide', () => {
  if (!left && last() && !unread) navigator.sendBeacon(`/seen/${last()}`);
});

function bringBack() {
  const { draft, once, place: of } = history.state || {};
  const bare = (words) => words.replace(/\s/g, '');
  const said = [...list.querySelectorAll('.person')].pop();
  const words = said ? [...said.querySelectorAll('p')].map((p) => p.textContent).join('') : '';
  if (!draft || of !== place || box.value || bare(words) === bare(draft)) return;
  box.value = draft;
  token.value = once;
}

const number = (n) => n.toLocaleString('en-GB');
let idle;
on(box, 'input', () => {
  typedAt = Date.now();
  clearTimeout(idle);
  idle = setTimeout(() => { keep(box.value); count(); }, 1000);
});

function count() {
  const room = LONGEST - box.value.length;
  const said = room < 1000 ? (room < 0 ? T.over : T.left).replace('%s', number(Math.abs(room))) : '';
  if (said !== $('count').textContent) announce(said);
  keepingBox(() => { $('count').textContent = said; });
}

on(box, 'keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !chosen.enter) return;
  event.preventDefault();
  sendBox();
});

let sending = 0, turn;

function showFault(words, tryAgain) {
  keepingBox(() => {
    fault.textContent = words;
    fault.hidden = !words;
    again.hidden = !tryAgain;
  });
  box.setAttribute('aria-describedby', words ? 'hint fault' : 'hint');
  box.setAttribute('aria-invalid', !!words);
  announce(words);
}

function own(text) {
  const li = make('li'), h = make('h3'), p = make('p');
  li.className = 'person';
  li.tabIndex = -1;
  li.dataset.own = 'yes';
  h.append(T.sending);
  p.innerText = text;
  li.append(h, p);
  insert(li);
  return li;
}

// Resolves to what is wrong, in words; to nothing when it is stored. One after the other.
async function post(text, once, li, before) {
  await before;
  const stop = new AbortController(), limit = setTimeout(() => stop.abort(), 15e3);
  try {
    const answer = await fetch('/message', {
      method: 'POST', headers: { Accept: 'application/json' }, signal: stop.signal,
      body: new URLSearchParams({ text, once, known: shown.value }),
    });
    const found = await answer.json();
    if (found.lost) {
      shown.value = offered = 0;
      stream?.close();
      list.replaceChildren();
      choices.replaceChildren();
    }
    if (!answer.ok) return found.error || T.notSent;
    li.remove();
    if (!items().some((other) => numberOf(other) === found.number)) {
      li.dataset.number = found.number;
      li.firstChild.textContent = T.now;
      insert(li);
    }
    offer(found.number, '');
    until = Date.now() + LASTS;
    return '';
  } catch {
    return T.notSent;
  } finally {
    clearTimeout(limit);
  }
}

async function send(text, once) {
  sending += 1;
  typedAt = 0;
  sent.textContent = T.wait;
  showFault('');
  allRead();
  list.querySelector('.mark')?.remove();
  const li = own(text);
  const wrong = await (turn = post(text, once, li, turn));
  sending -= 1;
  if (wrong) {
    keepingBox(() => li.remove());
    markNewest();
    sent.textContent = '';
    // The same token: if it did arrive, it is still one message.
    if (!box.value) token.value = once;
    box.value = box.value ? `${text}\n${box.value}` : text;
    showFault(wrong, true);
    return;
  }
  if (!sending) keep(box.value);
  tell(T.sent);
  if (open()) return;
  connect();
  waiting ||= setTimeout(fallBack, 3e3);
}

function sendBox() {
  const text = box.value, once = token.value;
  if (!text.trim()) {
    // A double click.
    if (!sending) { showFault(T.empty); box.focus(); }
    return;
  }
  if (text.length > LONGEST) {
    showFault(T.over.replace('%s', number(text.length - LONGEST)));
    return;
  }
  keep(text);
  box.value = '';
  count();
  token.value = Date.now() + Math.random().toString(36);
  box.focus();
  send(text, once);
}

on(form, 'submit', (event) => { event.preventDefault(); sendBox(); });
on(again, 'click', sendBox);

on(document, 'submit', (event) => {
  const { target, submitter } = event;
  if (!target.matches('form.offers')) return;
  event.preventDefault();
  if (target.dataset.used) return;
  target.dataset.used = 'yes';
  // `disabled` would take the focus away from the button.
  for (const b of target.querySelectorAll('button')) b.setAttribute('aria-disabled', 'true');
  send(submitter.value, target.elements.once.value);
});

// A long silence shuts the talk; half an hour before, it can be kept open.
let until = Date.now() + LASTS;

function stillThere() {
  // A line that died in sleep.
  if (open() && Date.now() - heard > 5e4) restart();
  const rest = until - Date.now();
  if (!begun()) return;
  if (rest <= 0) { left = true; box.value = ''; history.replaceState(null, ''); location.reload(); }
  if (rest < 18e5 && ending.hidden) { keepingBox(() => { ending.hidden = false; }); announce(ending.innerText); }
}
setInterval(stillThere, 2e4);

on($('stay'), 'click', async () => {
  const answer = await fetch('/stay', { method: 'POST' }).catch(() => 0);
  if (!answer.ok) { announce(T.lost); return; }
  until = Date.now() + LASTS;
  box.focus();
  ending.hidden = true;
});

bringBack();
if (begun() && !location.hash && performance.getEntriesByType('navigation')[0]?.type === 'navigate') (list.querySelector('.mark') || $('latest')).scrollIntoView();
connect();
