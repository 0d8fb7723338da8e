// Passkeys, and showing a password. Everything else on these pages works without.

const $ = (id) => document.getElementById(id);

for (const box of document.querySelectorAll("[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Show password";
  button.addEventListener("click", () => {
    const shown = box.type === "text";
    box.type = shown ? "password" : "text";
    button.textContent = shown ? "Show password" : "Hide password";
  });
  box.after(button);
}

const bytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const answerOf = (made) => ({
  id: made.id,
  rawId: text(made.rawId),
  type: made.type,
  response: Object.fromEntries(
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
      .filter((name) => made.response[name])
      .map((name) => [name, text(made.response[name])])),
});

function problem(words) {
  const line = $("passkey-problem");
  line.hidden = false;
  line.textContent = words;
  line.tabIndex = -1;
  line.focus();
}

async function post(address, body, json) {
  const answer = await fetch(address, {
    method: "POST", body, headers: json ? { "Content-Type": "application/json" } : {},
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.problem || "That did not work. Please try again.");
  return said;
}

async function attempt(what) {
  try {
    location.assign((await what()).to);
  } catch (error) {
    const left = error.name === "NotAllowedError" || error.name === "AbortError";
    problem(left ? "No passkey was used. Try again, or use another way." : error.message);
  }
}

if (window.PublicKeyCredential) {
  if ($("passkey-none")) $("passkey-none").hidden = true;
  const button = $("passkey");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => attempt(async () => {
      const options = await post("/console/passkey/options");
      options.challenge = bytes(options.challenge);
      const made = await navigator.credentials.get({ publicKey: options });
      return post("/console/passkey/sign-in", JSON.stringify(answerOf(made)), true);
    }));
  }
  const form = $("add-passkey");
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      attempt(async () => {
        const fields = new FormData(form);
        const options = await post("/console/account/passkey/options", fields);
        options.challenge = bytes(options.challenge);
        options.user.id = bytes(options.user.id);
        for (const known of options.excludeCredentials || []) known.id = bytes(known.id);
        const made = await navigator.credentials.create({ publicKey: options });
        fields.set("answer", JSON.stringify(answerOf(made)));
        return post("/console/account/passkey", fields);
      });
    });
  }
}

$("done")?.focus();
