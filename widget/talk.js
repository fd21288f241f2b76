// ── the conversation ───────────────────────────────────────────────────────────

const LONGEST = 4000; // characters, as the API takes
const HOPEFUL = 30_000, TYPED = 6_000; // the dots go when nothing came for so long; a person tells of each few seconds
let config = null; // GET /widget-config
let mode = "concierge";
let staffName = "";
let unread = 0;
let newest; // when the hotel last said something
let sending = false;
let waiting = 0; // timer of the dots
let again = 0; // timer of the next try
let tries = 0;
let partial = null; // node of the answer being written
const shown = new Map(); // message id -> node
const written = new Set(); // client ids of what this tab has sent
const pending = []; // {cid, text, state, node}: written by the guest, not yet accepted

const withPeople = () => mode === "staff" || mode === "handoff"; // who answers in their own time

const receive = (message, old = false) => {
  if (shown.has(message.id)) return;
  if (message.role === "guest" && adopt(message)) return;
  follows(message.language);
  const node = item(message);
  node.dataset.id = message.id;
  shown.set(message.id, node);
  if (message.role === "guest") return place(node);
  forgetPartial();
  setTyping(false);
  quick(message.quick_replies || []);
  place(node);
  newest = message.at;
  if (open) keep({ seen: newest });
  else if (new Date(message.at) > new Date(memory.seen || 0)) unread += 1;
  if (!old) say(`${author(message)}: ${message.text}`);
  render();
};
/** The interface speaks as the hotel answers, until the guest chooses. */
const follows = (language) => {
  if (!(language in LANGUAGES) || language === lang || memory.lang) return;
  lang = language;
  greet();
};

/** The server's copy of what this tab has just written takes the place of the optimistic bubble. */
const adopt = (message) => {
  const mine = pending.find((p) => p.cid === message.client_message_id);
  if (mine) settle(mine, message.id);
  return !!mine || written.has(message.client_message_id);
};
const settle = (mine, id) => {
  if (shown.has(id)) mine.node.remove(); // it came back before we knew that it had arrived
  else shown.set(id, mine.node);
  written.add(mine.cid);
  mine.state = "sent";
  pending.splice(pending.indexOf(mine), 1);
  dropMessage(mine.cid);
  note(mine);
};
const write = (text) => {
  const clean = text.trim();
  if (!clean) return false;
  if (clean.length > LONGEST) { notice(t("tooLong")); return false; }
  notice("");
  quick([]);
  enqueue({ cid: uuid(), text: clean });
  flush();
  return true;
};
const enqueue = ({ cid, text, at = new Date().toISOString() }) => {
  const mine = { cid, text, at, state: "queued", node: item({ role: "guest", text, at }) };
  pending.push(mine);
  keepMessage(mine);
  note(mine);
  place(mine.node, true);
};
/** Sends what waits, one at a time and in order; what does not get through is tried again by itself. */
const flush = async () => {
  if (sending || !memory.consent) return;
  sending = true;
  clearTimeout(again);
  try {
    for (let mine; (mine = pending.find((p) => p.state === "queued"));) await deliver(mine);
    tries = 0;
  } catch (error) {
    tries += 1;
    again = setTimeout(flush, Math.max(error.after * 1000 || 0, backoff(tries)));
  } finally {
    sending = false;
    pending.forEach(note);
    render();
  }
};
const deliver = async (mine) => {
  try {
    const { id } = await ours("POST", "/messages", { body: { client_message_id: mine.cid, text: mine.text } });
    notice("");
    if (mine.state !== "queued") return; // the stream was quicker, with the answer
    settle(mine, id);
    if (!withPeople() && !partial) setTyping(true);
  } catch (error) {
    if (mine.state === "sent") return; // the stream was quicker
    if (error.status === 429) notice(t("busy"));
    else if (error.status >= 400 && error.status < 500) { mine.state = "failed"; return; }
    throw error;
  }
};
const retry = (mine) => {
  mine.state = "queued";
  note(mine);
  flush();
};
const askPerson = async () => {
  if (!ui.items.querySelector(".guest") || away()) { write(t("person")); return; } // the words ask as well
  ui.person.disabled = true;
  toEnd();
  try {
    await ours("POST", "/handoff", { body: { reason: "guest" } });
    if (mode !== "staff") mode = "handoff";
  } catch { write(t("person")); }
  render();
};
const setStatus = (s) => {
  mode = s.mode || mode;
  staffName = s.staff_name || "";
  if (withPeople()) setTyping(false);
  render();
};
const setPartial = ({ text }) => {
  if (!text) { // another provider starts over: what was shown is taken back (X14)
    forgetPartial();
    return setTyping(true);
  }
  setTyping(false);
  const atEnd = nearEnd();
  if (!partial) place(partial = item({ role: "ai", text: "", at: new Date().toISOString() }));
  partial.querySelector(".bubble").replaceChildren(linked(text, true));
  if (atEnd) toEnd();
};
const forgetPartial = () => { partial?.remove(); partial = null; };
const setTyping = (on, by) => {
  clearTimeout(waiting);
  if (on) waiting = setTimeout(setTyping, by ? TYPED : HOPEFUL);
  ui.typist.textContent = by ? t("types", by) : "";
  ui.typing.classList.toggle("staff", !!by);
  const atEnd = nearEnd();
  ui.typing.hidden = !on;
  if (on && atEnd) toEnd();
};
