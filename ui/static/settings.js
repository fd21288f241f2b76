// The tab one is on is in sight, however narrow the screen.
document.querySelector(".tabs [aria-current=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
