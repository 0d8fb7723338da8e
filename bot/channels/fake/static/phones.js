// New messages appear by themselves and are told to screen readers; what is being typed stays.
const say = document.getElementById("say");

async function look() {
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const came = [];
  for (const id of ["texts", "lines"]) {
    const here = document.getElementById(id), there = fresh.getElementById(id);
    if (here.innerHTML === there.innerHTML || here.contains(document.activeElement)) continue;
    came.push(...[...there.children].slice(here.children.length)
      .filter((item) => !item.matches(".person")));
    here.replaceWith(there);
  }
  if (came.length) say.textContent = came.map((item) => item.textContent.trim()).join(" ");
}

async function keepLooking() {
  try {
    if (!document.hidden) await look();
  } catch {
    // The carriers have stopped; the page keeps what it shows.
  }
  setTimeout(keepLooking, 1000);
}

keepLooking();
