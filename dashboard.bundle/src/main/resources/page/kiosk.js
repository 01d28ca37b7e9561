// The terminal's own screen: what whoever stands before it is to do, in large letters. All text is set as text.
const KINDS = { recorded: 'ready', refused: 'broken', timed_out: 'broken', code_read: 'waiting', guiding: 'waiting', holding_still: 'waiting', captured: 'waiting' };
const { offline, offlineReason, moment, hold } = document.body.dataset;
const byId = (id) => document.getElementById(id);
let camera = null;
let session = null;
let connected = false;

function text(id, words) {
  const node = byId(id);
  if (node.textContent !== words) node.textContent = words;
}

function show(kind, word, reason, progress) {
  byId('status').className = kind;
  text('word', word);
  text('reason', reason);
  byId('progress').hidden = progress === null;
  if (progress !== null) byId('progress').value = progress;
}

function render() {
  if (!connected) show('waiting', offline, offlineReason, null);
  else if (camera === null) show('', '…', '', null);
  else if (camera.phase === 'UNAVAILABLE' || camera.phase === 'AWAY') show('broken', moment, camera.message, null);
  else if (camera.phase === 'HOLDING' || camera.phase === 'OPENING') show('waiting', moment, camera.message, null);
  else if (session !== null && session.state in KINDS) {
    show(KINDS[session.state], session.text, '', session.state === 'holding_still' ? session.progress : null);
  } else show('', hold, '', null);
}

function tick() {
  const now = new Date();
  const language = document.documentElement.lang;
  text('clock', now.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' }));
  text('date', now.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long' }));
}

function connect() {
  const events = new EventSource('/kiosk/events');
  events.addEventListener('open', () => { connected = true; render(); });
  events.addEventListener('error', () => {
    connected = false;
    camera = null;
    render();
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  });
  events.addEventListener('camera', (event) => {
    camera = JSON.parse(event.data);
    text('today', String(camera.today));
    render();
  });
  events.addEventListener('session', (event) => { session = JSON.parse(event.data); render(); });
}

// Critical alerts nobody took; a terminal without them, or one that is being replaced, shows none.
async function alerts() {
  const answer = await fetch('/api/v1/alerts/screen', { cache: 'no-store' }).catch(() => null);
  if (answer !== null && answer.ok) {
    const shown = (await answer.json()).alerts || [];
    text('alert', shown.map((each) => [each.message, ...(each.steps || [])].join(' · ')).join('\n'));
  }
}

connect();
tick();
alerts();
setInterval(tick, 1000);
setInterval(alerts, 5000);
