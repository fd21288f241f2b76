// ── beginning ──────────────────────────────────────────────────────────────────

const REST = 120_000; // a tab nobody looks at gives its connection back after this
const chooseLanguage = () => {
  const asked = [memory.lang, script.dataset.language, document.documentElement.lang, navigator.language]
    .map((name) => (name || "").slice(0, 2).toLowerCase()).map((name) => (name === "id" ? "ms" : name));
  return asked.find((name) => name in LANGUAGES) || config.language || "en";
};
const load = async () => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      config = await call("GET", `/widget-config?key=${encodeURIComponent(KEY)}`);
      keep({ config });
      return;
    } catch (error) {
      if (UNKNOWN.includes(error.status)) return; // this key or this site is not let in
      if (memory.config) { config = memory.config; return; }
      await wait(backoff(attempt + 1));
    }
  }
};
/** Take up what was begun: the conversation, its live stream, and messages that wait. */
const resume = async () => {
  clearTimeout(again);
  if (!memory.consent) return;
  try {
    await (memory.token ? restore() : pending.length || open ? start() : null);
  } catch { again = setTimeout(resume, backoff(tries += 1)); return; }
  if (shown.size) quick([]);
  listen();
  flush();
};
const wake = () => {
  render();
  if (document.hidden) return;
  failures = tries = 0;
  hush();
  resume();
};
/** Another tab agreed to the notice, learnt of a new one, or began the conversation. */
const otherTab = (e) => {
  if (e.key !== SLOT) return;
  const agreed = memory.consent;
  recall();
  if (!agreed !== !memory.consent) show(memory.consent ? "chat" : "notice");
  listen();
};
const main = async () => {
  recall();
  await load();
  if (!config) return;
  lang = chooseLanguage();
  if (memory.consent && memory.consent.version !== config.privacy.version) keep({ consent: null });
  build();
  paint(config.brand, ui.root);
  scheme();
  greet();
  render();
  keptMessages().forEach(enqueue);
  for (const kind of ["resize", "scroll"]) window.visualViewport?.addEventListener(kind, fit);
  PHONE_SIZE.addEventListener?.("change", sheetMode);
  DARK.addEventListener?.("change", scheme);
  addEventListener("online", wake);
  addEventListener("offline", render);
  addEventListener("storage", otherTab);
  addEventListener("pageshow", (e) => { if (e.persisted) wake(); });
  let rest = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(rest);
    if (document.hidden) rest = setTimeout(hush, REST);
    else if (!stream) wake();
  });
  if (memory.token || pending.length) await resume();
  toEnd();
  if ("open" in script.dataset) toggle(true);
};
if (KEY && !window.Nocturn) {
  window.Nocturn = { open: () => config && toggle(true), close: () => config && toggle(false) };
  if (document.body) main();
  else addEventListener("DOMContentLoaded", main);
}
