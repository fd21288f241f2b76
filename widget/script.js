// ── the tag that loads us ──────────────────────────────────────────────────────

const script = document.currentScript || document.querySelector("script[data-key]");
const KEY = script?.dataset.key;
const API = script && `${new URL(script.src, location.href).origin}/api/v1`;
const LANGUAGES = { en: 0, ms: 1 };
