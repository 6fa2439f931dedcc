// What could come next in the tests of a policy.
const ids = (policy) => [...policy.matchAll(/@id\(\s*"([^"\\]{1,64})"/g)].map((match) => match[1]);

const choices = (list, type = 'constant') => list.map((one) => (typeof one === 'string' ? { label: one, type } : { label: one.name, detail: one.about, type }));

function values(words, key, policy) {
  const of = (type) => words.types.find((one) => one.name === `RemoteDev::${type}`)?.ids ?? [];
  const resources = (kind, type) => of(type).map((one) => ({ name: `${kind} ${one.name}`, about: one.about }));
  switch (key) {
    case 'person':
      return of('User');
    case 'action':
      return of('Action').filter((action) => !action.group);
    case 'resource':
      return [
        ...resources('environment', 'Environment'), ...resources('repository', 'Repository'), ...resources('project', 'Project'), { name: 'gateway' },
      ];
    case 'because':
      return ids(policy());
    default:
      return words.cases.find((one) => one.name === key)?.values ?? [];
  }
}

/** @param words what the gateway told, or null; @param policy the text of the policy as it is typed. */
export const caseCompletion = (words, policy) => (context) => {
  const known = words();
  const line = context.state.doc.lineAt(context.pos);
  const before = context.state.sliceDoc(line.from, context.pos);
  if (!known || /^\s*#/.test(before)) {
    return null;
  }
  const value = /^\s*(?:-\s+)?(\w+):\s+\[?(?:[^[\]]*,\s*)?([^,[\]]*)$/.exec(before);
  if (value) {
    const options = choices(values(known, value[1], policy));
    return options.length ? { from: context.pos - value[2].length, options } : null;
  }
  const key = /^\s*(?:-\s+)?(\w*)$/.exec(before);
  if (!key || (!context.explicit && key[1].length === 0)) {
    return null;
  }
  return {
    from: context.pos - key[1].length,
    options: known.cases.map((one) => ({ label: one.name, detail: one.about, type: 'property', apply: `${one.name}: ` })),
  };
};
