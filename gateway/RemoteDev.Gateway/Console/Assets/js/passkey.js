// Passkeys: the gateway's challenge goes to the browser, the browser's answer goes back in the form.
const NOTHING = 'No passkey was used: it was cancelled, took too long, or this device has none for this site.';

const WORDS = {
  InvalidStateError: 'This device has a passkey for your account already.',
  NotSupportedError: 'This device cannot make a passkey that checks who uses it. Set up a screen lock or PIN, or use another device.',
  SecurityError: 'The browser does not allow passkeys at this address. Open the gateway at its own name, over a secure connection.',
};

class Refusal extends Error {
  constructor(answer) {
    super(answer.reason ?? 'The gateway did not answer. Try again in a moment.');
    this.next = answer.next;
  }
}

async function challenge(form) {
  const address = new URL(form.action);
  address.searchParams.set('handler', 'PasskeyOptions');
  const response = await fetch(address, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error' });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer);
  return answer;
}

async function answer(form) {
  const asked = await challenge(form);
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  return JSON.stringify(credential.toJSON());
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    document.querySelector('[data-passkey-unable]')?.removeAttribute('hidden');
    continue;
  }
  const fault = form.querySelector('[data-passkey-fault]');
  const button = form.querySelector('button[type="submit"]');
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    fault.textContent = '';
    button.disabled = true;
    try {
      form.elements.Answer.value = await answer(form);
      form.submit();
    } catch (why) {
      if (why.next) {
        location.assign(why.next);
        return;
      }
      fault.textContent = why instanceof Refusal ? why.message : WORDS[why.name] ?? NOTHING;
      button.disabled = false;
    }
  });
}
