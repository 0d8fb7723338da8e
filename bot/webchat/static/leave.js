// On every page: Esc or Shift three times, or the button, leaves at once.
// The page goes dark before anything is sent, and takes its own place in the history.
let key = '', times = 0, at = 0;

function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true;
  document.title = 'Links';
  window.speechSynthesis?.cancel();
  dispatchEvent(new Event('leaving'));
  history.replaceState(null, '');
  fetch('/leave', { method: 'POST', keepalive: true, redirect: 'manual' }).catch(() => {});
  location.replace(document.querySelector('form.leave').dataset.to);
}

addEventListener('keydown', (event) => {
  if (event.repeat) return;
  times = event.key === key && event.timeStamp - at < 1500 ? times + 1 : 1;
  key = event.key;
  at = event.timeStamp;
  // A setting: some screen readers and switches use Shift for themselves.
  const { leaving } = document.documentElement.dataset;
  const ours = key === 'Escape' ? leaving !== 'none' : key === 'Shift' && !leaving;
  if (times === 3 && ours) leave(event);
});
for (const form of document.querySelectorAll('form.leave')) form.addEventListener('submit', leave);
const hint = document.getElementById('leave-hint');
if (hint) hint.hidden = false;
