// The tab one is on is in sight, however narrow the screen.
document.querySelector(".tabs [aria-current=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
// What is there to be copied, where the browser lets a page do so.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.querySelector("span").textContent = button.dataset.done;
  });
}
