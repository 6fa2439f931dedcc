// Cedar for the eye: colours, brackets, indentation. What a policy means is the gateway's to say, not this file's.
import { LanguageSupport, StreamLanguage } from '@codemirror/language';

const EFFECTS = new Set(['permit', 'forbid', 'when', 'unless']);
const OPERATORS = new Set(['if', 'then', 'else', 'in', 'has', 'like', 'is']);
const VARIABLES = new Set(['principal', 'action', 'resource', 'context']);
const FUNCTIONS = new Set(['ip', 'decimal', 'datetime', 'duration']);

// A text with its escapes; one that the line ends leaves open ends with the line, as the language has no other.
const STRING = /^"(?:[^"\\]|\\.)*(?:"|$)/;

function word(stream, state) {
  const text = stream.current();
  const afterDot = state.last === '.';
  if (afterDot) {
    return stream.match(/^\s*\(/, false) ? 'variableName.function' : 'propertyName';
  }
  if (stream.match(/^::/, false) || state.last === '::' || state.last === 'is') {
    return 'typeName';
  }
  if (EFFECTS.has(text) || OPERATORS.has(text)) {
    return 'keyword';
  }
  if (text === 'true' || text === 'false') {
    return 'bool';
  }
  if (VARIABLES.has(text)) {
    return 'variableName';
  }
  if (FUNCTIONS.has(text) && stream.match(/^\s*\(/, false)) {
    return 'variableName.function';
  }
  return 'propertyName';
}

function token(stream, state) {
  if (stream.eatSpace()) {
    return null;
  }
  if (stream.match('//')) {
    stream.skipToEnd();
    return 'comment';
  }
  const style = visible(stream, state);
  const text = stream.current();
  state.last = text;
  if ('([{'.includes(text)) {
    state.depth++;
  } else if (')]}'.includes(text) && state.depth > 0) {
    state.depth--;
  }
  return style;
}

function visible(stream, state) {
  if (stream.match(STRING)) {
    return 'string';
  }
  if (stream.match(/^@\s*[_a-zA-Z][_a-zA-Z0-9]*/)) {
    return 'meta';
  }
  if (stream.match(/^\?[a-z]+/)) {
    return 'variableName';
  }
  if (stream.match(/^[0-9]+/)) {
    return 'number';
  }
  if (stream.match(/^[_a-zA-Z][_a-zA-Z0-9]*/)) {
    return word(stream, state);
  }
  if (stream.match('::') || stream.match(/^(?:==|!=|<=|>=|&&|\|\||[<>!+\-*])/)) {
    return 'operator';
  }
  stream.next();
  return null;
}

export const cedarLanguage = StreamLanguage.define({
  name: 'cedar',
  startState: () => ({ depth: 0, last: '' }),
  token,
  indent: (state, after, context) => Math.max(0, state.depth - (/^\s*[)\]}]/.test(after) ? 1 : 0)) * context.unit,
  languageData: {
    commentTokens: { line: '//' },
    closeBrackets: { brackets: ['(', '[', '{', '"'] },
    indentOnInput: /^\s*[)\]}]$/,
  },
});

export const cedar = () => new LanguageSupport(cedarLanguage);
