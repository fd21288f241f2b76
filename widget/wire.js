// ── talking to the hotel's appliance ───────────────────────────────────────────

const SILENCE = 40_000; // the server pings every 15 s; longer than this is a dead stream
const POLL = 5_000;
let misses = 0; // calls in a row that did not get through
let failures = 0; // of the stream, in a row
let lastId = 0;
let starting = null;
let stream = null; // AbortController of the running stream

class Refused extends Error {
  constructor(response) {
    super(String(response.status));
    this.status = response.status;
    this.after = Number(response.headers.get("Retry-After")) || 0;
  }
}
const away = () => misses > 1 || !navigator.onLine;
const reached = (yes) => {
  const before = away();
  misses = yes ? 0 : misses + 1;
  if (before !== away()) render();
};
/** Ask the appliance. Raises Refused, or what fetch raises where nobody answers. */
const call = async (method, path, { body, headers = {}, timeout = 15_000 } = {}) => {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), timeout);
  try {
    const response = await fetch(`${API}${path}`, {
      method, credentials: "omit", signal: control.signal, headers: { ...(body && { "Content-Type": "application/json" }), ...headers },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Refused(response);
    const answer = await response.json();
    reached(true);
    return answer;
  } catch (error) {
    reached(error.status < 500);
    throw error;
  } finally { clearTimeout(timer); }
};
const bearer = () => ({ Authorization: `Bearer ${memory.token}` });
const UNKNOWN = [401, 403, 404];
/** A call in this conversation; a token that ran out is asked for once more under the same client id. */
const ours = async (method, path, options = {}) => {
  await start();
  try {
    return await call(method, `/conversations/${memory.id}${path}`, { ...options, headers: bearer() });
  } catch (error) {
    if (!UNKNOWN.includes(error.status)) throw error;
    keep({ id: "", token: "" });
    await start();
    return call(method, `/conversations/${memory.id}${path}`, { ...options, headers: bearer() });
  }
};

const start = () => {
  if (memory.id && memory.token) return Promise.resolve();
  starting ||= begin().finally(() => { starting = null; });
  return starting;
};
const begin = async () => {
  recall(); // another tab of this site may have begun already
  if (memory.id && memory.token) return listen();
  if (!memory.client) keep({ client: uuid() });
  const c = await call("POST", "/conversations", {
    headers: { "X-Property-Key": KEY },
    body: {
      client_id: memory.client, page_language: lang, page_url: (location.origin + location.pathname).slice(0, 500),
      consent: memory.consent,
    },
  });
  lastId = 0;
  keep({ id: c.id, token: c.token });
  c.messages?.forEach((message) => receive(message, true));
  listen();
};
const restore = async () => {
  const c = await ours("GET", "");
  c.messages.forEach((message) => receive(message, true));
  lastId = Math.max(lastId, Number(c.last_event_id) || 0);
  setStatus(c);
};

// ── the live stream: server-sent events over fetch, since EventSource cannot carry a token ──

const listen = () => { if (!stream && memory.token) run(); };
const hush = () => { stream?.abort(); stream = null; };
const run = async () => {
  const control = (stream = new AbortController());
  while (stream === control) {
    try {
      await follow(control);
      failures = 0;
    } catch (error) {
      if (stream !== control) return;
      failures += 1;
      if (UNKNOWN.includes(error.status)) await restore().catch(() => {}); // tried again below
    }
    forgetPartial();
    setTyping(false);
    if (failures > 1) await poll();
    await wait(backoff(failures));
  }
};
/** Where events do not get through, a proxy say, the conversation is read again and again. */
const poll = async () => {
  for (let i = 0; i < 5 && stream; i += 1) {
    try { await restore(); } catch { return; }
    flush();
    await wait(POLL);
  }
};
const follow = async (control) => {
  const inner = new AbortController();
  const stop = () => inner.abort();
  control.signal.addEventListener("abort", stop);
  let watchdog = setTimeout(stop, SILENCE);
  try {
    const response = await fetch(`${API}/conversations/${memory.id}/events?after=${lastId}`, {
      headers: bearer(), credentials: "omit", cache: "no-store", signal: inner.signal,
    });
    if (!response.ok) throw new Refused(response);
    failures = 0;
    reached(true);
    flush();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = ""; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, SILENCE);
      const blocks = (rest + decoder.decode(value, { stream: true })).replace(/\r\n?/g, "\n").split("\n\n");
      rest = blocks.pop();
      blocks.forEach(dispatch);
    }
  } finally {
    clearTimeout(watchdog);
    control.signal.removeEventListener("abort", stop);
  }
};
const dispatch = (block) => {
  let id = 0, event = "message", data = "";
  for (const line of block.split("\n")) {
    const [, field, value] = /^(\w*): ?(.*)$/.exec(line) || [];
    if (field === "id") id = Number(value) || 0;
    else if (field === "event") event = value;
    else if (field === "data") data += (data && "\n") + value;
  }
  if (!data) return;
  try { HANDLERS[event]?.(JSON.parse(data)); } catch { /* one bad event must not end the stream */ }
  if (id > lastId) lastId = id;
};
const HANDLERS = {
  message: (m) => receive(m),
  status: (s) => setStatus(s),
  partial: (p) => setPartial(p),
  typing: (p) => setTyping(p.on, p.staff_name),
};
