// ── what outlives a reload; memory alone where storage is blocked ───────────────

const SLOT = `nocturn:${KEY}`;
const memory = {}; // client, id, token, consent, config, lang, seen
let keeps = true; // whether the browser lets us
const storage = (act) => {
  try { return act(localStorage); } catch { keeps = false; return undefined; } // blocked, full or broken
};
const recall = () => Object.assign(memory, storage((s) => JSON.parse(s.getItem(SLOT) || "{}")));
/** Keep `changes`, over whatever another tab has kept meanwhile. */
const keep = (changes) => {
  Object.assign(recall(), changes);
  storage((s) => s.setItem(SLOT, JSON.stringify(memory)));
};
// One entry for each message that has not been accepted yet, so that no tab overwrites another's.
const keepMessage = ({ cid, text, at }) => storage((s) => s.setItem(`${SLOT}:${cid}`, JSON.stringify({ cid, text, at })));
const dropMessage = (cid) => storage((s) => s.removeItem(`${SLOT}:${cid}`));
const keptMessages = () => (storage((s) => Object.keys(s).filter((name) => name.startsWith(`${SLOT}:`)).map((name) => JSON.parse(s.getItem(name)))) || [])
  .filter((m) => isText(m?.cid) && isText(m.text)).sort((a, b) => (a.at < b.at ? -1 : 1));
