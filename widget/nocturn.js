/* Nocturn guest chat. One script tag, no dependency:
 *   <script async src="https://chat.example/widget/nocturn.js" data-key="pk_…"></script>
 * Optional: data-language="en|ms", data-side="left", data-open.
 * Everything a guest, the assistant or staff wrote is only ever put into text nodes.
 */
(() => {
  "use strict";
  const script = document.currentScript || document.querySelector("script[data-key]");
  const KEY = script?.dataset.key;
  if (!KEY || window.Nocturn) return;
  const BASE = new URL(script.src, location.href).origin;
  const API = `${BASE}/api/v1`;
  const NONCE = script.nonce || "";
  const SILENCE = 40_000; // the server pings every 15 s; longer than this is a dead stream
  const POLL = 5_000;
  const PHONE_SIZE = matchMedia("(max-width: 480px), (max-height: 480px)");

  const WORDS = {
    en: {
      open: "Chat with us", close: "Close chat", log: "Conversation", panel: (h) => `Chat with ${h}`,
      assistant: "Assistant", online: "AI concierge · day and night", waiting: "A colleague has been told",
      staff: (n) => `You are talking to ${n}`, someone: "our team", you: "You", person: "Talk to a person",
      personAsked: "Person requested", withPerson: "With our team",
      placeholder: "Write a message…", send: "Send", typing: "Typing…", accept: "Accept and chat", decline: "No, thanks",
      privacy: "Before we chat", declined: "No problem",
      declinedText: "Nothing was sent or stored. You can reach us directly:", back: "Back",
      failed: "Not sent", retry: "Try again",
      offline: "You are offline. Your message will go out when you are back.",
      down: "We cannot be reached here right now.", mailIt: "Send it by e-mail",
      unread: (n) => `${n} new ${n === 1 ? "message" : "messages"}`, latest: "New messages",
      tooLong: "That message is too long. Please keep it under 4,000 characters.",
      busy: "One moment, please. Your message goes out shortly.",
      rooms: (n) => `${n} ${n === 1 ? "room" : "rooms"}`, nights: (n) => `${n} ${n === 1 ? "night" : "nights"}`,
      night: "Night", amount: "Amount", perRoom: "Price per room and night", breakfast: "Breakfast included",
      noBreakfast: "Without breakfast", subtotal: "Rooms", total: "Total", included: "included",
      foreign: "Guests who are not Malaysian or PR also pay", subject: "Subject to availability until we confirm.",
      language: "Tukar ke Bahasa Melayu",
    },
    ms: {
      open: "Berbual dengan kami", close: "Tutup perbualan", log: "Perbualan", panel: (h) => `Berbual dengan ${h}`,
      assistant: "Pembantu", online: "Konsierj AI · siang dan malam", waiting: "Rakan kami telah dimaklumkan",
      staff: (n) => `Anda berbual dengan ${n}`, someone: "pasukan kami", you: "Anda", person: "Cakap dengan orang",
      personAsked: "Permintaan dihantar", withPerson: "Dengan pasukan kami",
      placeholder: "Tulis mesej…", send: "Hantar", typing: "Menaip…", accept: "Setuju dan berbual", decline: "Tidak, terima kasih",
      privacy: "Sebelum berbual", declined: "Tidak mengapa",
      declinedText: "Tiada apa-apa dihantar atau disimpan. Anda boleh hubungi kami terus:", back: "Kembali",
      failed: "Tidak dihantar", retry: "Cuba lagi",
      offline: "Anda di luar talian. Mesej akan dihantar apabila anda kembali.",
      down: "Kami tidak dapat dihubungi di sini buat masa ini.", mailIt: "Hantar melalui e-mel",
      unread: (n) => `${n} mesej baharu`, latest: "Mesej baharu",
      tooLong: "Mesej terlalu panjang. Sila hadkan kepada 4,000 aksara.",
      busy: "Sebentar ya. Mesej anda akan dihantar tidak lama lagi.",
      rooms: (n) => `${n} bilik`, nights: (n) => `${n} malam`,
      night: "Malam", amount: "Jumlah", perRoom: "Harga sebilik semalam", breakfast: "Termasuk sarapan",
      noBreakfast: "Tanpa sarapan", subtotal: "Bilik", total: "Jumlah", included: "termasuk",
      foreign: "Tetamu bukan warganegara atau bukan PR juga membayar", subject: "Tertakluk kepada kekosongan sehingga kami sahkan.",
      language: "Switch to English",
    },
  };

  const CSS = `
:host{all:initial}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
.root{--bg:#fff;--ink:#1b1d2a;--soft:#5b6072;--line:#e4e5ec;--bubble:#f1f2f6;--field:#fff;--danger:#b3261e;
 --accent-ink:var(--brand-on-light);--r:18px;
 font:400 16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);
 direction:ltr;text-align:left;-webkit-text-size-adjust:100%}
@media (prefers-color-scheme:dark){.root{--bg:#141622;--ink:#eceef6;--soft:#a6abc0;--line:#2b2e40;--bubble:#232637;
 --field:#1b1e2d;--danger:#ff9d94;--accent-ink:var(--brand-on-dark)}}
button,textarea,a{font:inherit;color:inherit}
button{border:0;background:none;padding:0;margin:0;cursor:pointer;-webkit-tap-highlight-color:transparent;touch-action:manipulation}
:focus-visible{outline:3px solid var(--accent-ink);outline-offset:2px}
svg{display:block;width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.launch{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:max(20px,env(safe-area-inset-bottom));
 min-width:60px;height:60px;border-radius:30px;background:var(--brand);color:var(--on-brand);display:flex;align-items:center;gap:10px;
 padding:0 22px 0 18px;font-weight:600;box-shadow:0 6px 24px rgb(10 12 30/.28),0 1px 3px rgb(10 12 30/.25);transition:transform .18s}
.left .launch{right:auto;left:20px}
.launch:hover{transform:translateY(-2px)}
.badge{position:absolute;top:-4px;right:-2px;min-width:22px;height:22px;border-radius:11px;background:#c62828;color:#fff;
 font-size:13px;font-weight:700;line-height:22px;text-align:center;padding:0 6px}
.panel{position:fixed;right:20px;bottom:20px;width:400px;height:min(680px,calc(100dvh - 40px));background:var(--bg);border-radius:22px;
 box-shadow:0 24px 70px rgb(10 12 30/.34),0 2px 8px rgb(10 12 30/.18);display:flex;flex-direction:column;overflow:hidden;
 animation:rise .22s cubic-bezier(.2,.8,.2,1)}
.left .panel{right:auto;left:20px}
@keyframes rise{from{opacity:0;transform:translateY(14px)}}
.head{background:var(--brand-dark);color:var(--on-dark);padding:14px 6px 14px 16px;display:flex;align-items:center;gap:2px;flex:none}
.mark{flex:none;width:40px;height:40px;border-radius:50%;background:var(--on-dark);color:var(--brand-dark);display:grid;place-items:center}
.mark svg{fill:currentColor;stroke:none;width:22px;height:22px}
.who{flex:1;min-width:0;margin-left:10px}
.who b{display:block;font-weight:650;font-size:16px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.who span{display:block;font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.head :focus-visible{outline-color:currentColor}
.icon{width:44px;height:44px;border-radius:50%;display:grid;place-items:center;flex:none}
.icon:hover{background:rgb(255 255 255/.14)}
.lang{height:44px;padding:0 6px;font-size:13px;font-weight:700;letter-spacing:.04em;flex:none;border-radius:12px;display:flex;align-items:center}
.lang span{border:1.5px solid currentColor;border-radius:8px;padding:3px 7px}
.banner{flex:none;padding:9px 16px;font-size:14px;background:var(--bubble);border-bottom:1px solid var(--line)}
.banner a{font-weight:650}
.body{flex:1;min-height:0;position:relative;display:flex;flex-direction:column}
.log{position:relative;flex:1;overflow-y:auto;overscroll-behavior:contain;padding:18px 14px 10px;display:flex;flex-direction:column;gap:4px;scroll-padding-bottom:10px}
.log::before{content:"";flex:1 0 0}
.item{display:flex;flex-direction:column;max-width:86%;align-self:flex-start;margin-top:8px;min-width:0}
.item.same{margin-top:0}.item.same .name{display:none}
.item.guest{align-self:flex-end;align-items:flex-end}
.item.system{align-self:center;max-width:92%;text-align:center;color:var(--soft);font-size:14px}
.name{font-size:12.5px;color:var(--soft);margin:0 4px 3px;font-weight:600}
.bubble{background:var(--bubble);border-radius:var(--r);border-bottom-left-radius:6px;padding:9px 14px;white-space:pre-wrap;overflow-wrap:anywhere}
.guest .bubble{background:var(--brand);color:var(--on-brand);border-radius:var(--r);border-bottom-right-radius:6px}
.staff .bubble{box-shadow:inset 3px 0 0 var(--accent-ink)}
.system .bubble{background:none;padding:4px}
.bubble a{text-decoration:underline;text-underline-offset:2px;color:inherit}
.item:not(.guest) .bubble a{color:var(--accent-ink)}
.pending .bubble{opacity:.72}
.note{font-size:13px;color:var(--soft);margin:3px 4px 0}
.note button{color:var(--danger);font-weight:650;text-decoration:underline;min-height:32px}
.dots{display:inline-flex;gap:5px;padding:14px 16px}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--soft);animation:dot 1.2s infinite}
.dots i:nth-child(2){animation-delay:.15s}.dots i:nth-child(3){animation-delay:.3s}
@keyframes dot{0%,60%,100%{opacity:.35;transform:none}30%{opacity:1;transform:translateY(-3px)}}
.quote{margin-top:6px;border:1px solid var(--line);border-radius:14px;overflow:hidden;background:var(--bg);width:100%;min-width:260px;font-size:14.5px}
.quote summary{padding:11px 14px 10px;cursor:pointer;list-style:none}
.quote summary::-webkit-details-marker{display:none}
.quote summary b{display:flex;justify-content:space-between;gap:12px;font-size:15.5px}.quote summary i{font-style:normal;white-space:nowrap}
.quote summary span{color:var(--soft);font-size:13.5px}
.quote table{border-top:1px solid var(--line)}
.quote table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
.quote th,.quote td{padding:5px 14px;text-align:left;font-weight:400;vertical-align:top}
.quote thead th{font-size:12.5px;color:var(--soft);padding-top:9px}
.quote td,.quote thead th+th{text-align:right;white-space:nowrap}
.quote small{display:block;color:var(--soft);font-size:12.5px}
.quote .rule th,.quote .rule td{border-top:1px solid var(--line);padding-top:8px}
.quote .sum th,.quote .sum td{font-weight:700;font-size:16px;padding-bottom:10px}
.quote footer{padding:9px 14px;background:var(--bubble);font-size:13px;color:var(--soft)}
.quick{display:flex;flex-wrap:wrap;gap:8px;padding:6px 14px 8px;flex:none}
.quick button{border:1.5px solid var(--accent-ink);color:var(--accent-ink);border-radius:20px;padding:8px 14px;font-size:15px;line-height:1.25;font-weight:550;text-align:left;min-height:40px}
.quick button:hover{background:var(--bubble)}
.latest{position:absolute;bottom:10px;left:50%;transform:translateX(-50%);background:var(--brand);color:var(--on-brand);border-radius:18px;padding:7px 14px;font-size:14px;font-weight:600;box-shadow:0 4px 14px rgb(10 12 30/.3)}
.foot{flex:none;border-top:1px solid var(--line);padding:10px 12px calc(8px + env(safe-area-inset-bottom))}
.compose{display:flex;align-items:flex-end;gap:8px;border:1.5px solid var(--line);border-radius:24px;padding:4px 4px 4px 16px;background:var(--field)}
.compose:focus-within{border-color:var(--accent-ink)}
textarea{flex:1;min-width:0;border:0;outline:0;background:none;resize:none;font-size:16px;line-height:1.4;padding:9px 0;height:41px;max-height:126px;margin:0}
textarea:focus-visible{outline:none}
textarea::placeholder{color:var(--soft);opacity:1}
.send{width:42px;height:42px;border-radius:50%;background:var(--brand);color:var(--on-brand);display:grid;place-items:center;flex:none}
.send[disabled]{background:var(--bubble);color:var(--soft);cursor:default}
.under{display:flex;justify-content:center;margin-top:4px}
.person{display:flex;align-items:center;gap:8px;min-height:40px;padding:4px 14px;font-size:14.5px;font-weight:600;color:var(--accent-ink);border-radius:20px}
.person svg{width:19px;height:19px}
.person[disabled]{color:var(--soft);cursor:default}
.sheet{flex:1;overflow-y:auto;padding:26px 22px calc(22px + env(safe-area-inset-bottom));display:flex;flex-direction:column;gap:14px}
.sheet h2{font-size:21px;line-height:1.25;margin:0;font-weight:680;letter-spacing:-.01em}
.sheet p{margin:0;white-space:pre-wrap;color:var(--ink)}
.sheet .grow{flex:1}
.cta{background:var(--brand);color:var(--on-brand);border-radius:26px;min-height:52px;padding:10px 22px;font-weight:650;width:100%;text-align:center;text-decoration:none;display:flex;align-items:center;justify-content:center;gap:10px}
.cta.plain{background:none;color:var(--accent-ink);border:1.5px solid var(--line)}
.cta svg{width:20px;height:20px}
.cta span{overflow-wrap:anywhere}
@media (max-width:480px),(max-height:480px){
 .panel,.left .panel{inset:var(--top,0) 0 auto 0;width:auto;height:var(--height,100dvh);border-radius:0;box-shadow:none}
 .head{padding-top:calc(10px + env(safe-area-inset-top))}
 .launch .label{display:none}.launch{padding:0;justify-content:center}
}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media (forced-colors:active){.bubble,.launch,.send,.panel{border:1px solid}}`;

  const ICONS = {
    moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
    chat: "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4a2 2 0 0 1-2-2z",
    down: "M6 9.5l6 6 6-6", send: "M12 19V5M6 11l6-6 6 6",
    person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0",
    phone: "M5 4h4l1.5 5-2.2 1.6a12 12 0 0 0 5.1 5.1L15 13.5l5 1.5v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z",
    mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  };

  // ── small tools ────────────────────────────────────────────────────────────
  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value != null) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child != null));
    return node;
  };
  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  };
  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID(); // absent on plain-http pages
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const isText = (value) => typeof value === "string" && value !== "";
  const isLanguage = (value) => value === "en" || value === "ms";
  const said = (text) => (text && typeof text === "object" ? text[lang] || text.en || "" : text || "");

  const LINK = /(https?:\/\/[^\s<>"']+)|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(\+\d[\d\s-]{7,15}\d|\b0\d{1,2}[-\s]?\d{3,4}[-\s]?\d{3,4}\b)/g;
  /** `text` as text nodes and safe links: http(s), mailto and tel are the only schemes it can make. */
  const linked = (text) => {
    const out = document.createDocumentFragment();
    let from = 0;
    for (const match of text.matchAll(LINK)) {
      let word = match[0];
      if (match[1]) word = word.replace(/[.,;:!?)\]}>'"*]+$/, "");
      const href = match[1] ? word : match[2] ? `mailto:${word}` : `tel:${word.replace(/[^\d+]/g, "")}`;
      out.append(text.slice(from, match.index));
      out.append(el("a", { href, ...(match[1] && { target: "_blank", rel: "noopener noreferrer nofollow" }) }, word));
      from = match.index + word.length;
    }
    out.append(text.slice(from));
    return out;
  };

  // ── what outlives a reload; memory alone where storage is blocked ───────────
  const SLOT = `nocturn:${KEY}`;
  const memory = {};
  const kept = {
    read() {
      try { Object.assign(memory, JSON.parse(localStorage.getItem(SLOT) || "{}")); } catch { /* blocked or broken */ }
      return memory;
    },
    write(changes) {
      Object.assign(memory, changes);
      try { localStorage.setItem(SLOT, JSON.stringify(memory)); } catch { /* blocked or full */ }
    },
  };
  kept.read();

  // ── state ──────────────────────────────────────────────────────────────────
  let config = null; // GET /widget-config
  let lang = "en";
  let open = false;
  let view = "chat"; // chat, notice, declined
  let mode = "concierge";
  let status = "active";
  let staffName = "";
  let unread = 0;
  let failures = 0; // of the stream, in a row
  let lastId = 0;
  let sending = false;
  let starting = null;
  let personWanted = false;
  let returnFocus = null;
  let stream = null; // AbortController of the running stream
  const shown = new Map(); // message id -> node
  const written = new Set(); // client ids of what this tab has sent
  const pending = []; // {cid, text, state, node}: written by the guest, not yet accepted
  const t = (key, ...args) => {
    const word = WORDS[lang][key];
    return typeof word === "function" ? word(...args) : word;
  };

  // ── talking to the hotel's appliance ───────────────────────────────────────
  class Refused extends Error {
    constructor(response) { super(String(response.status)); this.status = response.status; this.after = Number(response.headers.get("Retry-After")) || 0; }
  }
  const call = async (method, path, { body, headers = {}, timeout = 20_000 } = {}) => {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), timeout);
    try {
      const response = await fetch(`${API}${path}`, {
        method, mode: "cors", credentials: "omit", signal: control.signal, referrerPolicy: "strict-origin-when-cross-origin",
        headers: { ...(body && { "Content-Type": "application/json" }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Refused(response);
      return await response.json();
    } finally { clearTimeout(timer); }
  };
  const bearer = () => ({ Authorization: `Bearer ${memory.token}` });
  /** A call in this conversation; a token that ran out is asked for once more under the same client id. */
  const ours = async (method, path, options = {}) => {
    await start();
    try {
      return await call(method, `/conversations/${memory.id}${path}`, { ...options, headers: bearer() });
    } catch (error) {
      if (![401, 403, 404].includes(error.status)) throw error;
      kept.write({ id: "", token: "" });
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
    kept.read(); // another tab of this site may have begun already
    if (memory.id && memory.token) return listen();
    if (!memory.client) kept.write({ client: uuid() });
    const c = await call("POST", "/conversations", {
      headers: { "X-Property-Key": KEY },
      body: {
        client_id: memory.client, page_language: lang, page_url: (location.origin + location.pathname).slice(0, 500),
        consent: memory.consent,
      },
    });
    lastId = 0;
    kept.write({ id: c.id, token: c.token });
    for (const message of c.messages || []) receive(message, true);
    listen();
  };
  const restore = async () => {
    const c = await ours("GET", "");
    for (const message of c.messages) receive(message, true);
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
        if ([401, 403, 404].includes(error.status)) {
          try { await restore(); } catch { /* tried again below */ }
        }
      }
      partials.clear();
      setTyping(false);
      if (failures > 2) await poll();
      render();
      await wait(Math.min(30_000, 500 * 2 ** Math.min(failures, 6)) * (0.7 + Math.random() * 0.6));
    }
  };
  const poll = async () => {
    for (let i = 0; i < 5 && stream; i += 1) {
      try { await restore(); } catch { return; }
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
        headers: { ...bearer(), Accept: "text/event-stream", "Last-Event-ID": String(lastId) },
        mode: "cors", credentials: "omit", cache: "no-store", signal: inner.signal,
      });
      if (!response.ok) throw new Refused(response);
      failures = 0;
      render();
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
    typing: (p) => setTyping(p.on),
  };

  // ── messages ───────────────────────────────────────────────────────────────
  const partials = new Map(); // reply_to -> node
  const receive = (message, old = false) => {
    if (shown.has(message.id)) return;
    if (message.role === "guest" && adopt(message)) return;
    if (message.role !== "guest") {
      partials.forEach((node) => node.remove());
      partials.clear();
      setTyping(false);
      quick(old ? [] : message.quick_replies || []);
    }
    const node = item(message);
    node.dataset.id = message.id;
    shown.set(message.id, node);
    place(node);
    if (old || message.role === "guest") return;
    say(`${author(message)}: ${message.text}`);
    if (!open) { unread += 1; render(); }
  };
  /** The server's copy of what this tab has just written takes the place of the optimistic bubble. */
  const adopt = (message) => {
    const mine = pending.find((p) => p.cid === message.client_message_id || (p.state !== "failed" && p.text === message.text));
    if (mine) settle(mine, message.id);
    return !!mine || written.has(message.client_message_id);
  };
  const settle = (mine, id) => {
    shown.set(id, mine.node);
    written.add(mine.cid);
    mine.state = "sent";
    pending.splice(pending.indexOf(mine), 1);
    mine.node.classList.remove("pending");
    mine.node.querySelector(".note")?.remove();
    keepPending();
  };
  const keepPending = () => kept.write({ pending: pending.map(({ cid, text }) => ({ cid, text })) });

  const write = (text) => {
    const clean = text.trim();
    if (!clean) return false;
    if (clean.length > 4000) { notice(t("tooLong")); return false; }
    const mine = { cid: uuid(), text: clean, state: "queued", node: null };
    enqueue(mine);
    quick([]);
    flush();
    return true;
  };
  const enqueue = (mine) => {
    mine.node = item({ role: "guest", text: mine.text, at: new Date().toISOString() });
    mine.node.classList.add("pending");
    pending.push(mine);
    keepPending();
    place(mine.node, true);
  };
  /** Sends what waits, one at a time and in order. */
  const flush = async () => {
    if (sending) return;
    sending = true;
    try {
      for (let mine; (mine = pending.find((p) => p.state === "queued"));) await deliver(mine);
    } finally { sending = false; render(); }
  };
  const deliver = async (mine) => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      try {
        const { id } = await ours("POST", "/messages", { body: { client_message_id: mine.cid, text: mine.text } });
        if (mine.state === "queued") settle(mine, id);
        notice("");
        return;
      } catch (error) {
        if (mine.state === "sent") return;
        if (error.status === 429) notice(t("busy"));
        else if (error.status >= 400 && error.status < 500) break;
        if (!navigator.onLine) break;
        if (attempt < 3) await wait(Math.max(error.after * 1000, 800 * 2 ** attempt));
      }
    }
    mine.state = "failed";
    const again = el("button", { type: "button", onclick: () => retry(mine) }, t("retry"));
    mine.node.querySelector(".note")?.remove();
    mine.node.append(el("div", { class: "note" }, `${t("failed")} · `, again));
    unreachable(mine.text);
    toEnd();
  };
  const retry = (mine) => {
    mine.state = "queued";
    mine.node.querySelector(".note")?.remove();
    notice("");
    flush();
  };
  const askPerson = async () => {
    if (!memory.consent) { personWanted = true; show("notice"); return; }
    if (!ui.log.querySelector(".guest")) { write(t("person")); return; } // nothing is kept of a guest who has said nothing
    ui.person.disabled = true;
    toEnd();
    try {
      await ours("POST", "/handoff", { body: { reason: "guest" } });
      mode = mode === "staff" ? mode : "handoff";
    } catch { unreachable(""); }
    render();
  };
  const setStatus = (s) => {
    mode = s.mode || mode;
    status = s.status || status;
    staffName = s.staff_name || "";
    render();
  };
  const setPartial = ({ reply_to, text }) => {
    let node = partials.get(reply_to);
    if (!text) { // another provider starts over: what was shown is taken back
      node?.remove();
      partials.delete(reply_to);
      return setTyping(true);
    }
    setTyping(false);
    if (!node) {
      node = item({ role: "ai", text: "" });
      partials.set(reply_to, node);
      place(node);
    }
    const atEnd = nearEnd();
    node.querySelector(".bubble").replaceChildren(linked(text));
    if (atEnd) toEnd();
  };
  const setTyping = (on) => {
    const there = ui.typing.isConnected;
    if (on && !there) place(ui.typing);
    else if (!on && there) ui.typing.remove();
  };

  // ── drawing ────────────────────────────────────────────────────────────────
  const author = (m) => (m.role === "staff" ? m.staff_name || t("someone") : m.role === "guest" ? t("you") : config?.hotel.name || t("assistant"));
  const item = (m) => {
    const bubble = el("div", { class: "bubble" }, linked(m.text || ""));
    const node = el("div", { class: `item ${m.role}` });
    node.dataset.by = `${m.role}${m.staff_name || ""}`;
    if (m.role !== "system") {
      const name = m.role === "staff" ? author(m) : m.role === "ai" ? t("assistant") : t("you");
      node.append(el("div", { class: m.role === "guest" ? "vh" : "name" }, name));
    }
    node.append(bubble, ...(m.quotes || []).map(quoteCard));
    if (m.at) bubble.title = when(m.at);
    return node;
  };
  const locale = () => (lang === "ms" ? "ms-MY" : "en-GB");
  const when = (iso) => new Date(iso).toLocaleString(locale(), { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const day = (iso, options = { weekday: "short", day: "numeric", month: "short" }) =>
    new Date(`${iso}T00:00:00Z`).toLocaleDateString(locale(), { ...options, timeZone: "UTC" });
  const money = (amount, currency) => {
    const [whole, cents = "00"] = String(amount).split(".");
    return `${{ MYR: "RM", SGD: "S$" }[currency] || currency} ${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents.padEnd(2, "0").slice(0, 2)}`;
  };
  /** A price computed by the hotel's rate card. Nothing is calculated here: every figure is the server's. */
  const quoteCard = (q, _, all) => {
    const alone = all.length === 1; // several are compared by name and total, and opened one by one
    const row = (head, value, small, cls) => el("tr", { class: cls }, el("th", { scope: "row" }, head, small ? el("small", {}, small) : null), el("td", {}, value));
    const cash = (amount) => money(amount, q.currency);
    const nights = q.nights.map((n) => row(day(n.night), cash(n.price), n.season));
    const fees = q.fees.filter((f) => !f.foreign_only);
    const card = el("details", { class: "quote", open: alone },
      el("summary", {}, el("b", {}, said(q.room_name), el("i", {}, cash(q.total))),
        el("span", {}, `${day(q.check_in)} – ${day(q.check_out)} · ${t("nights", q.nights.length)} · ${t("rooms", q.rooms)}`), el("br"),
        el("span", {}, t(q.breakfast ? "breakfast" : "noBreakfast"))),
      el("table", {},
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t(q.rooms > 1 ? "perRoom" : "night")), el("th", { scope: "col" }, t("amount")))),
        el("tbody", {}, ...nights,
          row(t("subtotal"), cash(q.subtotal), q.rooms > 1 ? t("rooms", q.rooms) : "", "rule"),
          ...fees.map((f) => row(said(f.name), f.included ? t("included") : cash(f.amount), said(f.how))),
          row(t("total"), cash(q.total), "", "rule sum"))));
    const foreign = Number(q.foreign_extra) > 0 ? `${t("foreign")} ${cash(q.foreign_extra)}. ` : "";
    card.append(el("footer", {}, foreign + t("subject")));
    return card;
  };

  const ui = {};
  const build = () => {
    ui.host = document.createElement("nocturn-chat");
    for (const [name, value] of [["all", "initial"], ["position", "fixed"], ["z-index", "2147483647"], ["inset", "auto"], ["display", "block"]])
      ui.host.style.setProperty(name, value, "important");
    const shadow = ui.host.attachShadow({ mode: "open" });
    dress(shadow);
    ui.root = el("div", { class: `root${script.dataset.side === "left" ? " left" : ""}`, lang });
    ui.badge = el("span", { class: "badge", "aria-hidden": "true", hidden: true });
    ui.launchText = el("span", { class: "label" });
    ui.launchExtra = el("span", { class: "vh" });
    ui.launch = el("button", { class: "launch", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => toggle(true) },
      icon("chat"), ui.launchText, ui.launchExtra, ui.badge);
    ui.title = el("b", { id: "title" });
    ui.sub = el("span");
    ui.lang = el("button", { class: "lang", type: "button", onclick: switchLanguage });
    ui.close = el("button", { class: "icon", type: "button", onclick: () => toggle(false) }, icon("down"));
    ui.banner = el("div", { class: "banner", hidden: true });
    ui.log = el("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0", onscroll: () => { if (nearEnd()) ui.latest.hidden = true; } });
    ui.latest = el("button", { class: "latest", type: "button", hidden: true, onclick: () => toEnd() });
    ui.quick = el("div", { class: "quick", hidden: true });
    ui.input = el("textarea", { rows: "1", maxlength: "8000", enterkeyhint: "send", autocomplete: "off", oninput: grow, onkeydown: onKey });
    ui.send = el("button", { class: "send", type: "submit", disabled: true }, icon("send"));
    ui.form = el("form", { class: "compose", onsubmit: (e) => { e.preventDefault(); submit(); } }, ui.input, ui.send);
    ui.personText = el("span");
    ui.person = el("button", { class: "person", type: "button", onclick: askPerson }, icon("person"), ui.personText);
    ui.chat = el("div", { class: "body" }, el("div", { class: "body" }, ui.log, ui.latest), ui.quick,
      el("div", { class: "foot" }, ui.form, el("div", { class: "under" }, ui.person)));
    ui.sheet = el("div", { class: "sheet", hidden: true, tabindex: "-1" });
    ui.live = el("div", { class: "vh", role: "status", "aria-live": "polite" });
    ui.panel = el("div", { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: true, onkeydown: trap },
      el("div", { class: "head" }, el("div", { class: "mark" }, icon("moon")), el("div", { class: "who" }, ui.title, ui.sub), ui.lang, ui.close),
      ui.banner, ui.chat, ui.sheet);
    ui.typing = el("div", { class: "item ai" }, el("div", { class: "bubble dots", role: "img" }, el("i"), el("i"), el("i")));
    ui.root.append(ui.launch, ui.panel, ui.live);
    shadow.append(ui.root);
    // Beside the body, not in it: a page that swaps or transforms its body (single-page apps) keeps the chat.
    const attach = () => { if (!ui.host.isConnected) document.documentElement.append(ui.host); };
    attach();
    new MutationObserver(attach).observe(document.documentElement, { childList: true });
  };
  const dress = (shadow) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      shadow.adoptedStyleSheets = [sheet];
    } catch { // Safari before 16.4
      const style = el("style", { nonce: NONCE });
      style.textContent = CSS;
      shadow.append(style);
    }
  };

  const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const luminance = (c) => c.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
  const css = (c) => `rgb(${c.map(Math.round).join(" ")})`;
  /** The hotel's colour, moved towards `towards` until it reads on every ground in `on` (WCAG AA). */
  const readable = (colour, on, towards) => {
    let c = colour;
    for (let k = 0; k < 20 && on.some((ground) => contrast(c, ground) < 4.6); k += 1) c = c.map((v, i) => v + (towards[i] - v) * 0.12);
    return c;
  };
  const paint = () => {
    const white = [255, 255, 255], black = [16, 17, 26];
    const colour = rgb(config.brand.colour), dark = rgb(config.brand.colour_dark || config.brand.colour);
    const on = (c) => (contrast(c, white) >= 4.5 ? white : black);
    const set = (name, c) => ui.root.style.setProperty(name, css(c));
    set("--brand", colour);
    set("--on-brand", on(colour));
    set("--brand-dark", dark);
    set("--on-dark", on(dark));
    set("--brand-on-light", readable(colour, [white, [241, 242, 246]], black));
    set("--brand-on-dark", readable(colour, [[20, 22, 34], [35, 38, 55]], white));
  };

  const render = () => {
    if (!config) return;
    const name = config.hotel.name;
    ui.root.setAttribute("lang", lang);
    ui.title.textContent = name;
    const person = mode === "staff" ? t("staff", staffName || t("someone")) : mode === "handoff" ? t("waiting") : t("online");
    ui.sub.textContent = person;
    ui.launchText.textContent = t("open");
    ui.launch.setAttribute("aria-label", unread ? `${t("open")}, ${t("unread", unread)}` : t("open"));
    ui.badge.textContent = unread > 9 ? "9+" : unread;
    ui.badge.hidden = !unread;
    ui.lang.replaceChildren(el("span", { "aria-hidden": "true" }, lang === "ms" ? "EN" : "BM"));
    ui.lang.setAttribute("aria-label", t("language"));
    ui.close.setAttribute("aria-label", t("close"));
    ui.log.setAttribute("aria-label", t("log"));
    ui.input.placeholder = t("placeholder");
    ui.input.setAttribute("aria-label", t("placeholder"));
    ui.send.setAttribute("aria-label", t("send"));
    ui.send.disabled = !ui.input.value.trim();
    ui.latest.textContent = t("latest");
    ui.typing.firstChild.setAttribute("aria-label", t("typing"));
    ui.personText.textContent = t(mode === "staff" ? "withPerson" : mode === "handoff" ? "personAsked" : "person");
    ui.person.disabled = mode === "staff" || mode === "handoff";
    ui.chat.hidden = view !== "chat";
    ui.sheet.hidden = view === "chat";
    if (!navigator.onLine) notice(t("offline"), true);
    else if (failures > 3 && memory.token) unreachable(pending[0]?.text || "");
    else if (ui.banner.dataset.kind === "network") notice("");
  };
  const notice = (text, network = false, ...extra) => {
    ui.banner.replaceChildren(text, ...extra);
    ui.banner.hidden = !text;
    ui.banner.dataset.kind = network ? "network" : "";
  };
  const tel = (phone) => el("a", { href: `tel:${phone}` }, config.hotel.phone_display || phone);
  const mailto = (text) => `mailto:${config.hotel.email}?body=${encodeURIComponent(text)}`;
  /** What a guest can still do when we cannot be reached: call, or send the same words as an e-mail. */
  const unreachable = (text) => {
    const mail = config.hotel.email ? [" · ", el("a", { href: mailto(text) }, t("mailIt"))] : [];
    notice(`${navigator.onLine ? t("down") : t("offline")} `, true, tel(config.hotel.phone), ...mail);
  };
  const say = (text) => { ui.live.textContent = text; };

  const nearEnd = () => ui.log.scrollHeight - ui.log.scrollTop - ui.log.clientHeight < 60;
  const toEnd = () => { ui.log.scrollTop = ui.log.scrollHeight; ui.latest.hidden = true; };
  const toTop = (node) => { ui.log.scrollTop = node.offsetTop - 12; }; // a long answer is read from its beginning
  const place = (node, mine = false) => {
    const atEnd = nearEnd() || mine;
    const before = ui.typing.isConnected && node !== ui.typing ? ui.typing : null;
    const previous = before ? before.previousElementSibling : ui.log.lastElementChild;
    node.classList.toggle("same", !!previous && !!node.dataset.by && previous.dataset.by === node.dataset.by);
    ui.log.insertBefore(node, before);
    if (atEnd) mine || node.offsetHeight < ui.log.clientHeight - 60 ? toEnd() : toTop(node);
    else if (!node.classList.contains("guest")) ui.latest.hidden = false;
  };
  const quick = (choices) => {
    ui.quick.hidden = !choices.length;
    ui.quick.replaceChildren(...choices.slice(0, 6).map((choice) =>
      el("button", { type: "button", onclick: () => { if (write(said(choice))) ui.input.focus({ preventScroll: true }); } }, said(choice))));
    if (open && nearEnd()) toEnd();
  };
  const greet = () => {
    ui.greeting?.remove();
    if (!isText(said(config.greeting))) return;
    ui.greeting = item({ role: "ai", text: said(config.greeting) });
    ui.log.prepend(ui.greeting);
    if (!shown.size && !pending.length) quick(config.quick_replies[lang] || []);
  };

  const show = (next) => {
    view = next;
    if (next === "notice") ui.sheet.replaceChildren(...noticeSheet());
    if (next === "declined") ui.sheet.replaceChildren(...declinedSheet());
    render();
    if (next === "chat") { toEnd(); if (open) ui.input.focus({ preventScroll: true }); }
    else if (open) ui.sheet.focus({ preventScroll: true });
  };
  const noticeSheet = () => [
    el("h2", {}, t("privacy")),
    el("p", {}, linked(said(config.privacy.notice))),
    el("div", { class: "grow" }),
    el("button", { class: "cta", type: "button", onclick: accept }, t("accept")),
    el("button", { class: "cta plain", type: "button", onclick: () => show("declined") }, t("decline")),
  ];
  const declinedSheet = () => {
    const { phone, phone_display, email } = config.hotel;
    return [
      el("h2", {}, t("declined")),
      el("p", {}, t("declinedText")),
      el("a", { class: "cta", href: `tel:${phone}` }, icon("phone"), el("span", {}, phone_display || phone)),
      email ? el("a", { class: "cta plain", href: `mailto:${email}` }, icon("mail"), el("span", {}, email)) : null,
      el("div", { class: "grow" }),
      el("button", { class: "cta plain", type: "button", onclick: () => show("notice") }, t("back")),
    ].filter(Boolean);
  };
  const accept = async () => {
    kept.write({ consent: { version: config.privacy.version, language: lang } });
    show("chat");
    try { await start(); } catch { /* the first message tries again and says so if it fails */ }
    if (personWanted) { personWanted = false; askPerson(); }
  };
  const switchLanguage = () => {
    lang = lang === "ms" ? "en" : "ms";
    kept.write({ lang });
    greet();
    show(view);
    ui.lang.focus({ preventScroll: true });
  };

  const submit = () => {
    if (!write(ui.input.value)) return;
    ui.input.value = "";
    grow();
    ui.input.focus({ preventScroll: true });
  };
  const grow = () => {
    ui.input.style.height = "auto";
    ui.input.style.height = `${Math.min(126, Math.max(41, ui.input.scrollHeight))}px`;
    ui.send.disabled = !ui.input.value.trim();
  };
  const onKey = (e) => {
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); submit(); }
  };
  const trap = (e) => {
    e.stopPropagation(); // the page's own shortcuts must not fire while a guest is typing
    if (e.key === "Escape") { e.preventDefault(); toggle(false); return; }
    if (e.key !== "Tab") return;
    const stops = [...ui.panel.querySelectorAll("button:not([disabled]),a[href],summary,textarea,[tabindex='0']")].filter((n) => n.offsetParent);
    const at = stops.indexOf(ui.host.shadowRoot.activeElement);
    const next = e.shiftKey ? at <= 0 && stops.length - 1 : at === stops.length - 1 && 0;
    if (next !== false) { e.preventDefault(); stops[next].focus(); }
  };

  const toggle = (on) => {
    if (on === open) return;
    open = on;
    ui.panel.hidden = !on;
    ui.launch.hidden = on;
    ui.launch.setAttribute("aria-expanded", String(on));
    sheetMode();
    if (on) {
      returnFocus = document.activeElement === ui.host ? null : document.activeElement;
      unread = 0;
      show(memory.consent ? "chat" : view === "declined" ? "declined" : "notice");
    } else {
      render();
      (returnFocus && returnFocus !== document.body && returnFocus.isConnected ? returnFocus : ui.launch).focus({ preventScroll: true });
    }
  };
  let scrolling = null; // the page's own overflow, while the sheet covers it
  const sheetMode = () => {
    const full = open && PHONE_SIZE.matches;
    const page = document.documentElement;
    if (full && scrolling === null) { scrolling = page.style.overflow; page.style.overflow = "hidden"; }
    if (!full && scrolling !== null) { page.style.overflow = scrolling; scrolling = null; }
    full ? ui.panel.setAttribute("aria-modal", "true") : ui.panel.removeAttribute("aria-modal");
    fit();
  };
  /** iOS slides the page under its keyboard; the sheet follows what is really visible. */
  const fit = () => {
    const v = window.visualViewport;
    if (!open || !v) return;
    const atEnd = nearEnd();
    ui.panel.style.setProperty("--height", `${v.height}px`);
    ui.panel.style.setProperty("--top", `${v.offsetTop}px`);
    if (atEnd) toEnd();
  };

  // ── beginning ──────────────────────────────────────────────────────────────
  const chooseLanguage = () => {
    const asked = [memory.lang, script.dataset.language, document.documentElement.lang.slice(0, 2).toLowerCase(), (navigator.language || "").slice(0, 2).toLowerCase()];
    return asked.map((l) => (l === "id" ? "ms" : l)).find(isLanguage) || config.language || "en";
  };
  const load = async () => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        config = await call("GET", `/widget-config?key=${encodeURIComponent(KEY)}`);
        kept.write({ config });
        return;
      } catch (error) {
        if (error.status === 401 || error.status === 403) return; // this key or this site is not let in
        if (memory.config) { config = memory.config; return; }
        await wait(Math.min(60_000, 2000 * 2 ** attempt));
      }
    }
  };
  const wake = () => {
    render();
    if (document.hidden) return;
    failures = 0;
    if (memory.token && !stream) run();
    flush();
  };
  const main = async () => {
    await load();
    if (!config) return;
    lang = chooseLanguage();
    if (memory.consent && memory.consent.version !== config.privacy.version) kept.write({ consent: null });
    build();
    paint();
    greet();
    render();
    for (const { cid, text } of memory.pending || []) if (isText(text)) enqueue({ cid, text, state: "queued" });
    window.visualViewport?.addEventListener("resize", fit);
    window.visualViewport?.addEventListener("scroll", fit);
    PHONE_SIZE.addEventListener?.("change", sheetMode);
    addEventListener("online", () => { pending.forEach((p) => { if (p.state === "failed") retry(p); }); wake(); });
    addEventListener("offline", render);
    let rest = 0; // a tab nobody looks at gives its connection back after two minutes
    document.addEventListener("visibilitychange", () => {
      clearTimeout(rest);
      if (document.hidden) rest = setTimeout(hush, 120_000);
      else wake();
    });
    if (memory.consent && memory.token) {
      try { await restore(); } catch { /* the stream and the banner take it from here */ }
      if (shown.size) quick([]);
      toEnd();
      listen();
      flush();
    }
    if ("open" in script.dataset) toggle(true);
  };
  window.Nocturn = { open: () => config && toggle(true), close: () => config && toggle(false) };
  if (document.body) main();
  else addEventListener("DOMContentLoaded", main);
})();
