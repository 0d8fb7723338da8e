// On every page: Esc or Shift three times, or the button, leaves at once; other tabs go too.
// The page goes dark before anything is sent, and another takes its place in the history.
const root = document.documentElement;
let key = '', times = 0, at = 0;
const tabs = window.BroadcastChannel && new BroadcastChannel('leave');

function leave(event) {
  event.preventDefault();
  go();
  tabs?.postMessage('');
  fetch('/leave', { method: 'POST', keepalive: true, redirect: 'manual' }).catch(() => {});
}

function go() {
  root.hidden = true;
  document.title = 'Links';
  window.speechSynthesis?.cancel();
  dispatchEvent(new Event('leaving'));
  history.replaceState(null, '');
  location.replace(document.querySelector('form.leave').dataset.to);
}

tabs?.addEventListener('message', go);

addEventListener('keydown', (event) => {
  if (event.repeat) return;
  times = event.key === key && event.timeStamp - at < 1500 ? times + 1 : 1;
  key = event.key;
  at = event.timeStamp;
  // A setting: some screen readers and switches use Shift for themselves.
  const { leaving } = root.dataset;
  const ours = key === 'Escape' ? leaving !== 'none' : key === 'Shift' && !leaving;
  if (times === 3 && ours) leave(event);
});
for (const form of document.querySelectorAll('form.leave')) form.addEventListener('submit', leave);
const hint = document.getElementById('leave-hint');
if (hint) hint.hidden = false;
