'use strict';
// Everything shown is set as text, never as markup: codes come from cards that anybody can print.
const MOST_ROWS = 200;
const FRESH_MILLIS = 3000;
const byId = (id) => document.getElementById(id);
const words = {
  accepted: { sign: '\u2713', text: 'Accepted' },
  duplicate: { sign: '\u21ba', text: 'Duplicate' },
  refused: { sign: '\u2715', text: 'Refused' },
};
const reasons = {
  UNKNOWN_CODE: 'not in the roster',
  MALFORMED_CODE: 'not the form of a student code',
  OUTSIDE_HOURS: 'no session at this time',
  NO_SCHOOL: 'no school today',
};
let camera = null;
let session = null;
let connected = false;
let newest = null;
const shown = new Set();

function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - instant) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return `${Math.floor(seconds / 3600)} h ago`;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function printable(code) {
  const clean = code.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  return clean.length > 80 ? `${clean.slice(0, 80)}\u2026` : clean;
}

function describe(scan) {
  if (scan.status === 'refused') return reasons[scan.reason] || scan.reason;
  const direction = scan.direction === 'LOGIN' ? 'in' : 'out';
  const who = scan.listed ? [printable(scan.code), scan.section].filter(Boolean).join(' \u00b7 ') : 'not on a roster';
  return `${direction} \u00b7 ${who}`;
}

function addScan(scan) {
  if (shown.has(scan.row)) return;
  shown.add(scan.row);
  const when = new Date(scan.capturedAt);
  const word = words[scan.status];
  // Only what happens now moves; a page that is opened shows its list at rest.
  const fresh = Date.now() - when < FRESH_MILLIS ? ' fresh' : '';
  const row = element('li', `scan ${scan.status}${fresh}`, '');
  const sign = element('span', 'sign', word.sign);
  sign.setAttribute('aria-hidden', 'true');
  const time = element('time', 'when', '');
  time.dateTime = scan.capturedAt;
  time.dataset.at = String(when.getTime());
  row.append(
    sign,
    element('span', 'who', scan.name || printable(scan.code) || '(empty card)'),
    element('span', 'verdict', scan.late ? 'Late' : word.text),
    element('span', 'what', describe(scan)),
    time,
  );
  const list = byId('scans');
  list.prepend(row);
  while (list.children.length > MOST_ROWS) list.lastElementChild.remove();
  byId('empty').hidden = true;
  if (newest === null || when > newest) newest = when;
  refresh();
}

function setText(id, text) {
  const target = byId(id);
  if (target.textContent !== text) target.textContent = text;
}

function serving() {
  if (session === null || ['', 'searching'].includes(session.state)) return null;
  const kinds = { recorded: 'ready', refused: 'broken', timed_out: 'broken' };
  const holding = session.state === 'holding_still' ? `${Math.round(session.progress * 100)} %` : '';
  return [kinds[session.state] || 'waiting', session.text, session.name || holding];
}

function judge() {
  if (!connected) return ['waiting', 'Disconnected', 'The terminal does not answer; trying again by itself.'];
  if (camera === null) return ['waiting', 'Connecting', 'Asking the terminal how it is.'];
  switch (camera.phase) {
    case 'WATCHING': return serving() || ['ready', 'Ready', 'Hold a QR card up to the camera.'];
    case 'IDLE': return ['ready', 'Ready', 'There are no new frames just now; it goes on by itself when there are.'];
    case 'UNAVAILABLE': return ['broken', 'Camera unavailable', camera.message];
    case 'HOLDING': return ['waiting', 'One moment', camera.message];
    default: return ['waiting', 'One moment', camera.message];
  }
}

function refresh() {
  const [kind, word, reason] = judge();
  byId('status').className = `status ${kind}`;
  document.body.classList.toggle('stale', !connected);
  setText('word', word);
  setText('reason', reason);
  setText('clock', new Date().toLocaleTimeString());
  for (const time of document.querySelectorAll('time.when')) {
    const at = Number(time.dataset.at);
    const text = `${new Date(at).toLocaleTimeString()} \u00b7 ${ago(at)}`;
    if (time.textContent !== text) time.textContent = text;
  }
}

function showLedger(ledger) {
  const lost = ledger.unaccounted !== 0;
  setText('ledger', lost
    ? `Account: ${ledger.unaccounted} accepted scans cannot be accounted for. Keep the data folder as it is and run: ./rollcall verify`
    : `Account of today: ${ledger.accepted} accepted = ${ledger.stored} stored = ${ledger.pending} waiting + ${ledger.acked} synced + ${ledger.quarantined} held back`);
  byId('ledger').hidden = false;
  byId('ledger').classList.toggle('lost', lost);
}

function showState(state) {
  camera = state;
  setText('accepted', String(state.acceptedToday));
  setText('pending', String(state.pending));
  setText('duplicates', String(state.duplicatesToday));
  setText('refused', String(state.refusedToday));
  setText('late', state.lateToday > 0 ? `, ${state.lateToday} late` : '');
  showLedger(state.ledger);
  setText('camera', `Camera: ${state.message}`);
  refresh();
}

function showSession(view) {
  session = view;
  refresh();
}

function connect() {
  const events = new EventSource('/api/v1/events');
  events.addEventListener('open', () => { connected = true; refresh(); });
  events.addEventListener('error', () => {
    connected = false;
    refresh();
    // The browser tries again by itself unless the server refused; then this does.
    if (events.readyState === EventSource.CLOSED) { events.close(); setTimeout(again, 3000); }
  });
  events.addEventListener('scan', (event) => addScan(JSON.parse(event.data)));
  events.addEventListener('session', (event) => showSession(JSON.parse(event.data)));
  events.addEventListener('state', (event) => showState(JSON.parse(event.data)));
}

// A stream that was refused does not say why; a page whose session has ended leads to where one signs in.
async function again() {
  const answer = await fetch('/queue/status', { cache: 'no-store' }).catch(() => null);
  if (answer !== null && answer.status === 401) location.href = '/login';
  else connect();
}

connect();
refresh();
setInterval(refresh, 1000);
