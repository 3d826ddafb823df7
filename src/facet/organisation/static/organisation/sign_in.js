// Show the password on request, and say when capitals are locked. The page works without this.
document.addEventListener("DOMContentLoaded", () => {
  const password = document.getElementById("id_password");
  const show = document.getElementById("show-password");
  const caps = document.getElementById("caps-warning");
  if (!password || !show || !caps) return;
  show.hidden = false;
  show.addEventListener("click", () => {
    const shown = password.type === "text";
    password.type = shown ? "password" : "text";
    show.setAttribute("aria-pressed", String(!shown));
    password.focus();
  });
  const look = (event) => {
    if (event.getModifierState) caps.hidden = !event.getModifierState("CapsLock");
  };
  password.addEventListener("keydown", look);
  password.addEventListener("keyup", look);
});
