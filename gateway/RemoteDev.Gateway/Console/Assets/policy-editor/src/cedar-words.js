// What could come next in a policy: from the schema and from the catalogue, as the gateway told them (Console/Policies/PolicyWords).
import { snippetCompletion } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';

// How far back a place is looked at. Nobody writes a longer path, and a longer text must not make typing slow.
const REACH = 400;

const KEYWORDS = ['when', 'unless', 'in', 'has', 'like', 'is', 'if', 'then', 'else', 'true', 'false'];

const TEMPLATES = [
  snippetCompletion(
    '@id("${name}")\n@reason("${why}")\npermit (\n  principal in ${RemoteDev::Vendor::""},\n  action in ${RemoteDev::Action::""},\n  resource in ${RemoteDev::Project::""}\n)\nwhen { ${context.openWindows.contains(RemoteDev::Window::"")} };\n',
    { label: 'permit', detail: 'a whole policy that permits', type: 'keyword', boost: 5 }),
  snippetCompletion(
    '@id("${name}")\n@reason("${why}")\nforbid (\n  principal,\n  action in ${RemoteDev::Action::""},\n  resource\n)\nunless { ${context.origin == "inside"} };\n',
    { label: 'forbid', detail: 'a whole policy that forbids', type: 'keyword', boost: 4 }),
];

const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Takes the text that is there already into account: a closing quote is not written twice. */
function inQuotes(text) {
  return (view, _completion, from, to) => {
    const closed = view.state.sliceDoc(to, to + 1) === '"';
    const insert = quoted(text).slice(1, closed ? -1 : undefined);
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length + (closed ? 1 : 0) }, userEvent: 'input.complete' });
  };
}

const names = (list, type) => list.map((one) => ({ label: one.name, detail: one.about || undefined, type, apply: inQuotes(one.name) }));

/** The shape at the end of a path: "principal.attestations" or "context.mfa". */
function shapeOf(words, path) {
  const [root, ...parts] = path.split('.');
  let shape = words.shapes[root];
  for (const part of parts) {
    shape = shape?.of?.[part];
  }
  return shape;
}

function members(words, shape) {
  const attributes = Object.entries(shape.of ?? {}).map(([label, attribute]) => ({
    label, type: 'property', detail: attribute.type + (attribute.optional ? ', may be missing' : ''), boost: 2,
  }));
  const methods = (words.methods[shape.kind] ?? []).map((method) =>
    snippetCompletion(method.takes ? `${method.name}(\${})` : `${method.name}()`, { label: method.name, type: 'method', detail: method.about }));
  return [...attributes, ...methods];
}

function afterAnnotation(words, before, context) {
  const key = /@([_a-zA-Z]\w*)\(\s*"([^"]*)$/.exec(before);
  if (key) {
    const known = words.annotations.find((annotation) => annotation.name === key[1]);
    return known && {
      from: context.pos - key[2].length, filter: true,
      options: known.values.map((value) => ({ label: value, type: 'constant', apply: inQuotes(value) })),
    };
  }
  const start = /@(\w*)$/.exec(before);
  return start && {
    from: context.pos - start[1].length,
    options: words.annotations.map((annotation) =>
      snippetCompletion(`${annotation.name}("\${${annotation.values[0] ?? ''}}")`, { label: annotation.name, detail: annotation.about, type: 'property' })),
  };
}

function afterName(words, before, context) {
  const id = /((?:[_a-zA-Z]\w*::)+)"([^"\\]*)$/.exec(before);
  if (id) {
    const type = words.types.find((one) => one.name === id[1].slice(0, -2));
    return type && { from: context.pos - id[2].length, options: names(type.ids, 'constant'), validFor: /^[^"\\]*$/ };
  }
  const path = /((?:[_a-zA-Z]\w*::)+)(\w*)$/.exec(before);
  return path && { from: context.pos - path[0].length, options: typeNames(words), validFor: /^[\w:]*$/ };
}

const typeNames = (words) => words.types.map((type) => ({
  label: type.name, type: 'class', detail: type.about, apply: (view, _completion, from, to) => {
    const insert = `${type.name}::""`;
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length - 1 }, userEvent: 'input.complete' });
  },
}));

function afterPath(words, before, context) {
  const value = /((?:principal|resource|context)(?:\.\w+)+)(?:\s*(?:==|!=)\s*|\.contains(?:All|Any)?\((?:\[(?:"[^"]*",\s*)*)?)"([^"]*)$/.exec(before);
  if (value) {
    const shape = shapeOf(words, value[1]);
    return shape?.values && {
      from: context.pos - value[2].length, options: shape.values.map((text) => ({ label: text, type: 'constant', apply: inQuotes(text) })),
    };
  }
  const member = /((?:principal|resource|context)(?:\.\w+)*)(\.|\s+has\s+)(\w*)$/.exec(before);
  if (!member) {
    return null;
  }
  const shape = shapeOf(words, member[1]);
  if (!shape) {
    return { from: context.pos, options: [] };
  }
  const options = members(words, shape).filter((option) => member[2] === '.' || option.type === 'property');
  return { from: context.pos - member[3].length, options, validFor: /^\w*$/ };
}

/** @param words answers what the gateway told, or null before it has. */
export const cedarCompletion = (words) => (context) => {
  const known = words();
  const line = context.state.doc.lineAt(context.pos);
  const before = context.state.sliceDoc(Math.max(line.from, context.pos - REACH), context.pos);
  if (!known || syntaxTree(context.state).resolveInner(context.pos, -1).name === 'comment') {
    return null;
  }
  const found = afterAnnotation(known, before, context) ?? afterName(known, before, context) ?? afterPath(known, before, context);
  if (found) {
    return found;
  }
  const start = context.matchBefore(/\w+/);
  if ((!start && !context.explicit) || (before.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1) {
    return null;
  }
  return {
    from: start?.from ?? context.pos,
    validFor: /^\w*$/,
    options: [
      ...TEMPLATES,
      ...KEYWORDS.map((label) => ({ label, type: 'keyword' })),
      ...Object.keys(known.shapes).concat('action').map((label) => ({ label, type: 'variable', boost: 1 })),
      ...known.functions.map((one) => snippetCompletion(`${one.name}("\${${one.sample}}")`, { label: one.name, type: 'function', detail: one.about })),
      ...typeNames(known).map((type) => ({ ...type, boost: -1 })),
      // By its short name too: "Vendor" leads to RemoteDev::Vendor.
      ...typeNames(known).map((type) => ({ ...type, displayLabel: type.label, label: type.label.split('::').at(-1) })),
    ],
  };
};
