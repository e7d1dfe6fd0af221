/** Light, dark, or as the system has it. Loaded first, so that the page is never drawn in the wrong one. */

const CHOICES = ["system", "light", "dark"];
const WORDS = { system: "As the system", light: "Light", dark: "Dark" };
const SIGNS = { system: "◐", light: "○", dark: "●" };

function chosen() {
  const stored = localStorage.getItem("theme");
  return CHOICES.includes(stored) ? stored : "system";
}

function wear(choice) {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

/** Make a button switch between the three. */
export function switchWith(button) {
  const say = () => {
    button.textContent = SIGNS[chosen()];
    button.setAttribute("aria-label", `Colours: ${WORDS[chosen()].toLowerCase()}. Change`);
    button.title = `Colours: ${WORDS[chosen()].toLowerCase()}`;
  };
  button.addEventListener("click", () => {
    localStorage.setItem("theme", CHOICES[(CHOICES.indexOf(chosen()) + 1) % CHOICES.length]);
    wear(chosen());
    say();
  });
  say();
}

addEventListener("storage", () => wear(chosen()));
wear(chosen());
