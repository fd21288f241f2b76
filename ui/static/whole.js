// The browser's own print menu does it as well: the button is for a thumb.
const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => print());
