// Keeps a part of the page fresh: asks for it every two seconds while somebody looks, never twice at a time, and says so
// when the answer does not come. What the person has focused keeps the focus.

const EVERY = 2000;
const PATIENCE = 8000;

for (const part of document.querySelectorAll('[data-refresh]')) {
  const state = document.querySelector(`[data-refresh-state="${part.id}"]`);
  let failures = 0;

  const focused = () => part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;

  const tick = async () => {
    if (!document.hidden) {
      try {
        const response = await fetch(part.dataset.refresh, {
          headers: { 'X-Requested-With': 'refresh' },
          redirect: 'error',
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        const html = await response.text();
        const keep = focused();
        part.replaceChildren(document.createRange().createContextualFragment(html));
        if (keep) {
          part.querySelector(`[href="${CSS.escape(keep)}"]`)?.focus();
        }
        failures = 0;
        state.textContent = 'Refreshes every two seconds.';
      } catch {
        failures++;
        state.textContent = failures > 1
          ? 'The gateway does not answer or your sign-in has ended: what you see is not fresh. Reload the page.'
          : state.textContent;
      }
    }
    setTimeout(tick, EVERY);
  };
  setTimeout(tick, EVERY);
}
