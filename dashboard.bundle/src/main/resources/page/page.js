// Keeps a page up to date: the server renders it, this swaps the parts that changed. Without it the page is as it was when it was asked for.
const POLL_MILLIS = 10000;
const LEAST_MILLIS = 700;
const RETRY_MILLIS = 3000;
const SERVED = { recorded: 'ready', refused: 'broken', timed_out: 'broken' };
const { offline, offlineReason, ago } = document.body.dataset;

let events = null;
let due = 0;
let last = 0;
let busy = false;
let streaming = false;
let session = null;

const byId = (id) => document.getElementById(id);

function setText(node, text) {
  if (node !== null && node.textContent !== text) node.textContent = text;
}

function age(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - instant) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** Times of the last day say how long ago they were; the rest stay as the server wrote them. */
function tick() {
  for (const time of document.querySelectorAll('time.when')) {
    const at = new Date(time.dateTime);
    if (Date.now() - at < 86400000) {
      setText(time, `${at.toLocaleTimeString(document.documentElement.lang)} · ${ago.replace('{0}', age(at))}`);
    }
  }
}

/** Whether somebody is at work in a part that would be replaced. */
function isInUse(part) {
  const active = document.activeElement;
  if (active !== null && active !== document.body && part.contains(active) && active.matches('input, select, textarea, summary')) return true;
  return part.querySelector('details[open]') !== null;
}

function swap(fresh) {
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (next === null || isInUse(part)) continue;
    const html = next.outerHTML;
    // What was shown is compared, not what is shown: times tick in between.
    if (part.shown !== html) {
      const focused = part.contains(document.activeElement) ? document.activeElement : null;
      const place = focused === null ? -1 : [...part.querySelectorAll('a, button, [tabindex]')].indexOf(focused);
      const node = document.adoptNode(next);
      node.shown = html;
      part.replaceWith(node);
      if (place >= 0) node.querySelectorAll('a, button, [tabindex]')[place]?.focus();
    }
  }
  serve();
  tick();
  document.dispatchEvent(new Event('refreshed'));
}

function lost() {
  document.body.classList.add('stale');
  const status = byId('status');
  if (status !== null) {
    status.className = 'status waiting';
    setText(byId('word'), offline);
    setText(byId('reason'), offlineReason);
    status.shown = '';
  }
}

async function refresh() {
  if (busy) return;
  busy = true;
  due = 0;
  last = Date.now();
  try {
    const answer = await fetch(location.pathname + location.search, { cache: 'no-store', headers: { Accept: 'text/html' } });
    if (answer.redirected && new URL(answer.url).pathname === '/login') {
      location.href = '/login';
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    swap(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    document.body.classList.remove('stale');
  } catch {
    lost();
  } finally {
    busy = false;
  }
}

/** Soon, and not more often than the machine bears. */
function soon() {
  if (due === 0) due = setTimeout(refresh, Math.max(0, last + LEAST_MILLIS - Date.now()));
}

/** What the person before the camera is told stands on the first screen, too. */
function serve() {
  const status = byId('status');
  if (status === null || session === null || ['', 'searching'].includes(session.state)) return;
  status.className = `status ${SERVED[session.state] || 'waiting'}`;
  setText(byId('word'), session.text);
  setText(byId('reason'), session.name || (session.state === 'holding_still' ? `${Math.round(session.progress * 100)} %` : ' '));
  status.shown = '';
}

function connect() {
  if (events !== null) events.close();
  events = new EventSource('/api/v1/events');
  events.addEventListener('open', () => { streaming = true; soon(); });
  events.addEventListener('error', () => {
    streaming = false;
    soon();
    // The browser tries again by itself unless the server refused.
    if (events !== null && events.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MILLIS);
  });
  events.addEventListener('scan', soon);
  events.addEventListener('state', soon);
  events.addEventListener('session', (event) => {
    session = JSON.parse(event.data);
    serve();
    soon();
  });
}

if (document.querySelector('[data-live]') !== null) {
  for (const part of document.querySelectorAll('[data-live]')) part.shown = part.outerHTML;
  if (byId('status') !== null) connect();
  setInterval(() => {
    tick();
    if (!document.hidden && Date.now() - last > (streaming ? POLL_MILLIS : RETRY_MILLIS)) soon();
  }, 1000);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else {
      if (byId('status') !== null) connect();
      soon();
    }
  });
  last = Date.now();
}
for (const form of document.querySelectorAll('form[data-confirm]')) {
  form.addEventListener('submit', (event) => { if (!confirm(form.dataset.confirm)) event.preventDefault(); });
}
tick();
