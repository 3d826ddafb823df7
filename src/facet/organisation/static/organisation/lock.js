// The command locks at once: its page sends its form by itself.
document.querySelector("form[data-at-once]")?.requestSubmit();
