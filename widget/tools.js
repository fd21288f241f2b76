// ── small tools ────────────────────────────────────────────────────────────────

/** An element. `on…` attributes are listeners; null, false and undefined leave one out. */
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
const button = (cls, onclick, ...children) => el("button", { class: cls, type: "button", onclick }, ...children);

const ICONS = {
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  chat: "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4a2 2 0 0 1-2-2z",
  down: "M6 9.5l6 6 6-6",
  send: "M12 19V5M6 11l6-6 6 6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0",
  phone: "M5 4h4l1.5 5-2.2 1.6a12 12 0 0 0 5.1 5.1L15 13.5l5 1.5v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
};
const icon = (name) => {
  const draw = (tag, attribute, value) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    node.setAttribute(attribute, value);
    return node;
  };
  const svg = draw("svg", "viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(draw("path", "d", ICONS[name]));
  return svg;
};

/** Version 4 (RFC 9562 §5.4). `crypto.randomUUID` is absent on plain-http pages. */
const uuid = () => "xxxxxxxx-xxxx-4xxx-bxxx-xxxxxxxxxxxx".replace(/x/g, () => (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
/** Longer after each failure, and never in step with other browsers. */
const backoff = (n) => Math.min(30_000, 500 * 2 ** Math.min(n, 6)) * (0.7 + Math.random() * 0.6);
const isText = (value) => typeof value === "string" && value !== "";

// ── words ──────────────────────────────────────────────────────────────────────

let lang = "en";
const index = () => LANGUAGES[lang];
/** The interface's word in the guest's language; "one|many" is chosen by a number. */
const t = (key, value) => {
  const forms = WORDS[key][index()].split("|");
  return forms[value === 1 ? 0 : forms.length - 1].replace("{}", value);
};
/** What the hotel says in both languages. */
const said = (text) => (text && typeof text === "object" ? text[lang] || text.en || "" : text || "");

const locale = () => (index() ? "ms-MY" : "en-GB");
const clock = (at) => at.toLocaleTimeString(locale(), { hour: "numeric", minute: "2-digit", hour12: true });
const DAY = { weekday: "short", day: "numeric", month: "short" };
const date = (iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString(locale(), { ...DAY, timeZone: "UTC" });
const money = (amount, currency) =>
  `${{ MYR: "RM", SGD: "S$" }[currency] || currency}\u00a0${Number(amount).toLocaleString("en", { minimumFractionDigits: 2 })}`;

const LINK = /(https?:\/\/[^\s<>"']+)|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(\+\d[\d\s-]{7,15}\d|\b0\d{1,2}[-\s]?\d{3,4}[-\s]?\d{3,4}\b)/g;
/** `text` as text nodes and safe links: http(s), mailto and tel are the only schemes it can make. `brief`: of a long
    address its site and path are shown. An amount is not parted from its currency. */
const linked = (words, brief) => {
  const text = words.replace(/(RM|S\$) (?=\d)/g, "$1\u00a0");
  const out = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    let word = match[0];
    if (match[1]) word = word.replace(/[.,;:!?)\]}>'"*]+$/, "");
    const href = match[1] ? word : match[2] ? `mailto:${word}` : `tel:${word.replace(/[^\d+]/g, "")}`;
    out.append(text.slice(from, match.index));
    out.append(el("a", { href, ...(match[1] && { target: "_blank", rel: "noopener noreferrer nofollow" }) }, brief && match[1] ? word.replace(/^https?:\/\/|\/?[?#].*/g, "") : word));
    from = match.index + word.length;
  }
  out.append(text.slice(from));
  return out;
};

// ── colours ────────────────────────────────────────────────────────────────────

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
/** Of WCAG, without its straight piece near black: it is off by 0.001 there. */
const luminance = (c) => c.map((v) => ((v / 255 + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0.05);
const contrast = (a, b) => Math.max(luminance(a) / luminance(b), luminance(b) / luminance(a));
const WHITE = [255, 255, 255], BLACK = [16, 17, 26];
/** The hotel's colour, moved towards `towards` until it reads on every ground in `on` (WCAG 2.2, 1.4.3). */
const readable = (colour, on, towards) => {
  let c = colour;
  for (let k = 0; k < 30 && on.some((ground) => contrast(c, ground) < 4.6); k += 1) c = c.map((v, i) => v + (towards[i] - v) * 0.12);
  return c;
};
/** A ground in the hotel's colour; a middling one, which takes neither white nor black text, is darkened. */
const ground = (colour) => (contrast(colour, WHITE) < 3 ? colour : readable(colour, [WHITE], BLACK));
const paint = (brand, root) => {
  const set = (name, c) => root.style.setProperty(name, `rgb(${c.map(Math.round).join(" ")})`);
  const colour = rgb(brand.colour);
  for (const [name, c] of [["brand", ground(colour)], ["dark", ground(rgb(brand.colour_dark || brand.colour))]]) {
    set(`--${name}`, c);
    set(`--on-${name}`, contrast(c, WHITE) < 4.5 ? BLACK : WHITE);
  }
  set("--brand-on-light", readable(colour, [WHITE, [241, 242, 246]], BLACK));
  set("--brand-on-dark", readable(colour, [[20, 22, 34], [35, 38, 55]], WHITE));
};
