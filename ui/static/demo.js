/* The demo page's own buttons open the chat, as a hotel's would. */
document.querySelectorAll("[data-chat]").forEach((button) => button.addEventListener("click", () => window.Nocturn?.open()));
