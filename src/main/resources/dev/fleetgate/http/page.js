// Keeps the board as the server prints it: asks for it again when something moved, and changes what
// is different. No state of its own but the open dialog and the folded details.
const board = document.getElementById('board');
const connection = document.getElementById('connection');
const ask = document.getElementById('ask');
const part = (name) => document.getElementById(`ask-${name}`);

const units = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

// All times are told by the server's clock; the browser's may be another one.
let ahead = Date.parse(board.dataset.now) - Date.now();

function showTimes(root) {
  const now = Date.now() + ahead;
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    const seconds = Math.round((at - now) / 1000);
    const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? units[3];
    const text = relative.format(Math.trunc(seconds / size), unit);
    if (time.textContent !== text) time.textContent = text;
    if (!time.title) time.title = absolute.format(at);
  }
}

// Makes one element like another; children with an id keep their identity, and with it focus and
// folding.
function morph(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && name !== 'open' && name !== 'title') from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    if (from.localName === 'time' && name === 'datetime') from.removeAttribute('title');
  }
  morphChildren(from, to);
}

function morphChildren(from, to) {
  const known = new Map([...from.children].filter((each) => each.id).map((each) => [each.id, each]));
  let here = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const same = wanted.id ? known.get(wanted.id) : counterpart(here, wanted);
    if (!same) {
      from.insertBefore(wanted, here);
      continue;
    }
    if (same === here) here = here.nextSibling;
    else from.insertBefore(same, here);
    if (same.nodeType === Node.ELEMENT_NODE) morph(same, wanted);
    else if (same.data !== wanted.data) same.data = wanted.data;
  }
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}

// The next sibling that can become what is wanted; what stands before it moves back or goes.
function counterpart(here, wanted) {
  if (wanted.nodeType !== Node.ELEMENT_NODE) return here?.nodeType === wanted.nodeType ? here : null;
  let each = here;
  while (each && (each.localName !== wanted.localName || each.className !== wanted.className || each.id)) {
    each = each.nextSibling;
  }
  return each;
}

function say(text) {
  if (connection.textContent !== text) connection.textContent = text;
}

let asking = false;
let again = false;

// One request at a time, and never more than four a second.
async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  try {
    const answer = await fetch('/board');
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    ahead = Date.parse(answer.headers.get('Fleetgate-Now')) - Date.now();
    const fresh = document.createElement('template');
    fresh.innerHTML = await answer.text();
    showTimes(fresh.content);
    morphChildren(board, fresh.content);
    say('live');
  } catch (problem) {
    lost(problem.message);
  }
  setTimeout(() => {
    asking = false;
    if (again) refresh();
  }, 250);
}

let lostSince = null;

function lost(why) {
  lostSince ??= new Date();
  say(`connection lost since ${lostSince.toLocaleTimeString()}: ${why}`);
  document.body.classList.add('lost');
}

function follow() {
  const events = new EventSource('/api/v1/events?content=names');
  events.onopen = () => {
    lostSince = null;
    document.body.classList.remove('lost');
    refresh();
  };
  events.onerror = () => {
    lost('the server does not answer, what you see may be old');
    // A refused stream is not tried again by the browser.
    if (events.readyState === EventSource.CLOSED) setTimeout(follow, 5000);
  };
  for (const name of ['rollout', 'cluster']) events.addEventListener(name, refresh);
}

let chosen = null;

board.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-verb]');
  if (!button) return;
  chosen = { ...button.dataset };
  part('title').textContent = `${chosen.verb} ${chosen.name}?`;
  part('effect').textContent = chosen.effect;
  part('yes').textContent = chosen.verb;
  part('problem').textContent = '';
  part('reason').value = '';
  ask.showModal();
  part('reason').focus();
});

part('no').addEventListener('click', () => ask.close());

ask.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  part('yes').disabled = true;
  try {
    const answer = await fetch(`/api/v1/rollouts/${encodeURIComponent(chosen.run)}:${chosen.verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ reason: part('reason').value, by: 'page' }),
    });
    const body = await answer.json();
    if (answer.ok) ask.close();
    else part('problem').textContent = body.problems.map((problem) => problem.sentence).join(' ');
  } catch (problem) {
    part('problem').textContent = `Not sent: ${problem.message}`;
  }
  part('yes').disabled = false;
  refresh();
});

showTimes(document);
setInterval(() => showTimes(document), 5000);
follow();
