// Security keys: the account library talks to the browser; this says to it which form is meant.
const form = document.querySelector("[data-factor]");
window.allauth.webauthn.forms[form.dataset.factor]({
  ids: {
    add: "factor-button",
    authenticate: "factor-button",
    credential: form.querySelector('[name="credential"]').id,
    passwordless: "",
    data: "factor-data",
  },
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.getElementById("factor-told");
  if (told) told.textContent = "That did not work: the key was not touched, or it is not known here. Nothing was changed; try again.";
});
