// What the gateway finds in a draft, shown where it is: the answer is the same piece of page that people without scripts get, and the
// marks in the text are read from it.
import { setDiagnostics } from '@codemirror/lint';
import { place } from './editors.js';

function range(view, finding) {
  const from = place(view, Number(finding.dataset.line), Number(finding.dataset.column));
  const line = view.state.doc.lineAt(from);
  const stated = Number(finding.dataset.length ?? 0);
  // Without a length the word at the place is marked; at the end of a line, what stands before it.
  const length = stated || /^[\w:]+|^"[^"]*"|^\S/.exec(line.text.slice(from - line.from))?.[0].length || 0;
  const to = Math.min(from + length, view.state.doc.length);
  return to > from ? { from, to } : { from: Math.max(line.from, from - 1), to: from };
}

/** Marks in every editor what the panel lists. */
export function mark(panel, editors) {
  for (const [file, view] of Object.entries(editors)) {
    const findings = [...panel.querySelectorAll('[data-finding]')].filter((finding) => finding.dataset.file === file);
    view.dispatch(setDiagnostics(view.state, findings.map((finding) => ({
      ...range(view, finding),
      severity: finding.dataset.finding,
      message: finding.querySelector('[data-message]').textContent,
    })).sort((a, b) => a.from - b.from)));
  }
}

/**
 * Asks the gateway about the draft while it is typed: after a pause, one question at a time, the older one given up. What needs
 * long is asked after a longer pause.
 */
export function watch(form, panels, editors) {
  const state = form.querySelector('[data-check-state]');
  const stop = panels.map(() => null);
  const timers = panels.map(() => 0);

  const say = (words) => { state.textContent = words; };

  const ask = async (index) => {
    const panel = panels[index];
    const giveUp = new AbortController();
    stop[index] = giveUp;
    try {
      const response = await fetch(panel.dataset.ask, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        headers: { 'X-Requested-With': 'editor' },
        redirect: 'error',
        signal: AbortSignal.any([giveUp.signal, AbortSignal.timeout(Number(panel.dataset.patience))]),
      });
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      const html = await response.text();
      if (giveUp.signal.aborted) {
        return;
      }
      const open = new Set([...panel.querySelectorAll('details[open]')].map((one) => one.id));
      panel.replaceChildren(document.createRange().createContextualFragment(html));
      panel.querySelectorAll('details').forEach((one) => { one.open ||= open.has(one.id); });
      panel.classList.remove('stale');
      if (index === 0) {
        mark(panel, editors);
        say(panel.querySelector('[data-summary]')?.dataset.summary ?? '');
      }
    } catch (failure) {
      if (!giveUp.signal.aborted) {
        say(failure.name === 'TimeoutError'
          ? 'The gateway did not answer in time: what you see may be older than the text.'
          : 'The draft could not be checked: the gateway does not answer, or your sign-in has ended. What you typed is still here.');
      }
    }
  };

  const later = (index) => {
    clearTimeout(timers[index]);
    stop[index]?.abort();
    panels[index].classList.add('stale');
    timers[index] = setTimeout(() => ask(index), Number(panels[index].dataset.pause));
  };

  return {
    changed: () => panels.forEach((_, index) => later(index)),
    now: () => panels.forEach((_, index) => ask(index)),
  };
}
