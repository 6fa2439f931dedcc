// The policy page's editor. See package.json for what it is made of, and Console/Pages/Policy for the page around it.
import { yaml } from '@codemirror/lang-yaml';
import { caseCompletion } from './case-words.js';
import { cedarCompletion } from './cedar-words.js';
import { cedar } from './cedar.js';
import { dress, jump } from './editors.js';
import { mark, watch } from './findings.js';

const form = document.querySelector('form[data-policy-editor]');
const nonce = form.nonce;
let words = null;
let asking = null;
let touched = false;

const changed = () => {
  touched = true;
  asking?.changed();
};

const area = (file) => form.querySelector(`textarea[data-file="${file}"]`);

const policy = area('policy.cedar');
const cases = area('policy.tests.yaml');
const editors = {
  'policy.cedar': dress(policy, { nonce, language: cedar(), complete: cedarCompletion(() => words), changed }),
  'policy.tests.yaml': dress(cases, { nonce, language: yaml(), complete: caseCompletion(() => words, () => policy.value), changed }),
};

const panels = [...form.querySelectorAll('[data-ask]')];
if (panels.length > 0) {
  mark(panels[0], editors);
  asking = watch(form, panels, editors);
  if (panels.some((panel) => panel.dataset.fresh === 'false')) {
    asking.now();
  }
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('[data-jump]') : null;
  const view = link && editors[link.dataset.file];
  if (view) {
    event.preventDefault();
    jump(view, Number(link.dataset.line), Number(link.dataset.column));
  }
});

for (const button of form.querySelectorAll('[data-format]')) {
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    const view = editors['policy.cedar'];
    const before = view.state.doc.toString();
    const said = form.querySelector('[data-check-state]');
    try {
      const response = await fetch(button.dataset.format, {
        method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { 'X-Requested-With': 'editor' }, redirect: 'error', signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      if (!response.ok) {
        said.textContent = response.status === 422 ? text : 'The policy could not be formatted.';
      } else if (view.state.doc.toString() === before && text !== before) {
        view.dispatch({ changes: { from: 0, to: before.length, insert: text }, userEvent: 'input.format' });
        said.textContent = 'Formatted. Ctrl+Z takes it back.';
      } else {
        said.textContent = text === before ? 'It was in this form already.' : said.textContent;
      }
    } catch {
      said.textContent = 'The policy could not be formatted: the gateway does not answer.';
    }
  });
}

// What opens in another tab leaves this text here, and as unkept as it was.
form.addEventListener('submit', (event) => { touched = touched && event.submitter?.formTarget === '_blank'; });
addEventListener('beforeunload', (event) => {
  if (touched) {
    event.preventDefault();
  }
});

try {
  const response = await fetch(form.dataset.words, { redirect: 'error', signal: AbortSignal.timeout(20_000) });
  words = response.ok ? await response.json() : null;
} catch {
  // Without words there is no completion; everything else works.
}
