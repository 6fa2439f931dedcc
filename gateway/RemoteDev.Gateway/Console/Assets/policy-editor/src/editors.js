// A text area dressed as an editor. The text area stays the one that the form sends; without scripts it is also the one people type in.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from '@codemirror/view';
import { look } from './look.js';

/** Tab is left to the browser, so that nobody who works by keyboard is caught: Ctrl+] and Ctrl+[ indent. */
export function dress(area, { nonce, language, complete, changed }) {
  const label = document.querySelector(`label[for="${area.id}"]`);
  const frame = document.createElement('div');
  frame.className = 'editor';
  area.before(frame);
  const view = new EditorView({
    parent: frame,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lintGutter(), lineNumbers(), foldGutter(),
        highlightSpecialChars(), history(), drawSelection(), dropCursor(), indentOnInput(), bracketMatching(), closeBrackets(),
        autocompletion({ override: [complete], icons: false }), highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
        EditorState.tabSize.of(2), indentUnit.of('  '), EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label?.textContent ?? area.name, 'aria-describedby': area.getAttribute('aria-describedby') ?? '' }),
        EditorState.readOnly.of(area.readOnly), EditorView.editable.of(!area.readOnly),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            area.value = update.state.doc.toString();
            changed();
          }
        }),
        language, look,
      ],
    }),
  });
  area.hidden = true;
  label?.addEventListener('click', () => view.focus());
  return view;
}

/** The position of a line and column of the gateway's; a place that the text no longer has is its nearest one. */
export function place(view, line, column) {
  const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
  return Math.min(at.from + Math.max(0, column - 1), at.to);
}

export function jump(view, line, column) {
  const at = place(view, line, column);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
  view.focus();
}
