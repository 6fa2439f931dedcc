// The editor in the console's own colours: every colour is a token of the style sheet, which knows light and dark.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const frame = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '.94rem', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)', paddingBlock: '.4rem' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--hover) 70%, transparent)' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--good-soft)', outline: '1px solid var(--good)' },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-soft)', outline: '1px solid var(--bad)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)', outline: '2px solid var(--accent)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--hover)', outline: '1px solid var(--line)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', border: '1px solid var(--edge)', minHeight: '0', width: 'auto' },
  '.cm-button': { background: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--edge)', borderRadius: 'var(--radius)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--edge)', borderRadius: 'var(--radius)',
    boxShadow: 'var(--shadow)', maxWidth: 'min(34rem, 90vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '.15rem .5rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'var(--on-accent)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontFamily: 'var(--sans)', fontStyle: 'normal' },
  '.cm-completionInfo': { fontFamily: 'var(--sans)', padding: '.4rem .6rem' },
  '.cm-diagnostic': { padding: '.3rem .6rem', borderLeft: '4px solid var(--edge)', fontFamily: 'var(--sans)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--accent)' },
  // Lines, not pictures: a picture would have a colour of its own in light and in dark.
  '.cm-lintRange': { backgroundImage: 'none', textDecorationLine: 'underline', textDecorationStyle: 'wavy', textUnderlineOffset: '3px' },
  '.cm-lintRange-error': { textDecorationColor: 'var(--bad)', backgroundColor: 'var(--bad-soft)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--warn)', backgroundColor: 'var(--warn-soft)' },
  '.cm-lintRange-info': { textDecorationColor: 'var(--accent)' },
  '.cm-lint-marker': { content: 'none', width: '1em', height: '1em', fontWeight: '700', lineHeight: '1' },
  '.cm-lint-marker-error': { color: 'var(--bad)' },
  '.cm-lint-marker-error::after': { content: '"✕"' },
  '.cm-lint-marker-warning': { color: 'var(--warn)' },
  '.cm-lint-marker-warning::after': { content: '"!"' },
  '.cm-lint-marker-info': { color: 'var(--accent)' },
  '.cm-lint-marker-info::after': { content: '"i"' },
  '.cm-snippetField': { backgroundColor: 'var(--accent-soft)' },
});

const words = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--good)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: tags.meta, color: 'var(--warn)' },
  { tag: tags.typeName, color: 'var(--accent-strong)' },
  { tag: [tags.bool, tags.number], color: 'var(--bad)' },
  { tag: tags.variableName, fontWeight: '600' },
  { tag: tags.function(tags.variableName), color: 'var(--accent-strong)' },
  { tag: tags.definition(tags.propertyName), color: 'var(--accent)' },
]);

export const look = [frame, syntaxHighlighting(words)];
