// Asks the reference implementation about the cases in a file, one line of JSON each, and writes its answers: yes or no for each question,
// in the order of Questions.cs, and the JSON of every policy that parsed.
//   node oracle.js CASES ANSWERS [PART OF]     with OF processes, this one takes every OF-th case from PART
'use strict';
const fs = require('fs');
const readline = require('readline');
const path = require('path');
const cedar = require(path.join(process.cwd(), 'node_modules/@cedar-policy/cedar-wasm/nodejs'));

// The package hands values over as JSON, through these two. Text goes in and comes out as it is, so that no number passes through a double.
class Text {
  constructor(text) { this.text = text; }
}
const stringify = JSON.stringify;
const parse = JSON.parse;
JSON.stringify = (value, ...more) => value instanceof Text ? value.text : stringify(value, ...more);
JSON.parse = text => new Text(text);

const isJson = text => { try { parse(text); return true; } catch { return false; } };

/** The answer's text; a text that not even the boundary takes is a failure. */
function ask(name, call, ...first) {
  try {
    return cedar[name](...first, new Text(call)).text;
  } catch {
    return '{"type":"failure"}';
  }
}

const succeeded = answer => answer.startsWith('{"type":"success"');
const bit = value => value ? '1' : '0';
const bitsOf = (ids, chosen) => ids.map(id => bit(chosen.has(id))).join('');
const jsonOf = answer => answer.slice('{"type":"success","json":'.length, -1);

function decisions(c, world) {
  const policyIds = c.policies.map((_, i) => `policy${i}`);
  const templateIds = c.templates.map((_, i) => `policy${c.policies.length + i}`);
  const linkIds = c.links.map((_, i) => `link${i}`);
  const deciding = [...policyIds, ...linkIds];
  const set = stringify({
    staticPolicies: Object.fromEntries(policyIds.map((id, i) => [id, c.policies[i]])),
    templates: Object.fromEntries(templateIds.map((id, i) => [id, c.templates[i]])),
    templateLinks: c.links.map((link, i) => ({
      templateId: templateIds[link.template],
      newId: linkIds[i],
      values: {
        ...link.principal && { '?principal': parse(link.principal) },
        ...link.resource && { '?resource': parse(link.resource) },
      },
    })),
  });
  if (!succeeded(ask('preparsePolicySet', set, 'case'))) {
    const count = 1 + policyIds.length + templateIds.length + c.requests.length * (2 + 2 * deciding.length);
    return { bits: '0'.repeat(count), json: [] };
  }

  const validated = parse(ask('validate', `{"policies":${set},"schema":${stringify(world.schema)}}`));
  const invalid = new Set(validated.validationErrors.map(e => e.policyId));
  let bits = '1' + bitsOf([...policyIds, ...templateIds], invalid);
  for (const request of c.requests) {
    const answer = parse(ask('statefulIsAuthorized', `{${request},"entities":${world.entities},"preparsedPolicySetId":"case"}`));
    if (answer.type !== 'success') throw new Error(`case ${c.number}: ${stringify(answer)}`);
    const response = answer.response;
    bits += bit(response.decision === 'allow')
      + bitsOf(deciding, new Set(response.diagnostics.reason))
      + bitsOf(deciding, new Set(response.diagnostics.errors.map(e => e.policyId)))
      + bit(succeeded(ask('statefulIsAuthorized',
        `{${request},"entities":[],"preparsedPolicySetId":"empty","preparsedSchemaName":"${c.schema}","validateRequest":true}`)));
  }

  const json = [
    ...c.policies.map(policy => jsonOf(ask('policyToJson', stringify(policy)))),
    ...c.templates.map(template => jsonOf(ask('templateToJson', stringify(template)))),
  ];
  return { bits, json };
}

function policies(c, isText) {
  let bits = '';
  const json = [];
  for (const text of c.texts) {
    const takesSlots = text.includes('?principal') || text.includes('?resource');
    const answer = isText || isJson(text)
      ? ask(takesSlots ? 'templateToJson' : 'policyToJson', isText ? stringify(text) : text)
      : '';
    bits += bit(succeeded(answer));
    if (succeeded(answer)) json.push(jsonOf(answer));
  }

  return { bits, json };
}

function schemas(c) {
  const answers = c.texts.map((text, i) => i === 0
    ? succeeded(ask('checkParseSchema', stringify(text)))
    : isJson(text) && succeeded(ask('checkParseSchema', text)));
  return { bits: answers.map(bit).join(''), json: [] };
}

function entities(c, world) {
  let bits = '';
  for (const text of c.texts) {
    bits += bit(isJson(text) && succeeded(ask('checkParseEntities', `{"entities":${text}}`)))
      + bit(isJson(text) && succeeded(ask('checkParseEntities', `{"entities":${text},"schema":${stringify(world.schema)}}`)));
  }

  return { bits, json: [] };
}

function answer(c, worlds) {
  const world = { schema: worlds.schemas[c.schema], entities: worlds.worlds[c.world] };
  switch (c.kind) {
    case 'Decisions': return decisions(c, world);
    case 'PolicyTexts': return policies(c, true);
    case 'PolicyJson': return policies(c, false);
    case 'Schemas': return schemas(c);
    case 'Entities': return entities(c, world);
    default: throw new Error(`case ${c.number} is of no known kind`);
  }
}

async function main([from, to, part = '0', of = '1']) {
  const out = fs.openSync(to, 'w');
  let worlds = null;
  for await (const line of readline.createInterface({ input: fs.createReadStream(from) })) {
    if (worlds === null) {
      worlds = parse(line);
      ask('preparsePolicySet', '{}', 'empty');
      worlds.schemas.forEach((schema, i) => {
        const answer = ask('preparseSchema', stringify(schema), String(i));
        if (!succeeded(answer)) throw new Error(`schema ${i}: ${answer}`);
      });
      continue;
    }

    const c = parse(line);
    if (c.number % Number(of) === Number(part)) {
      const { bits, json } = answer(c, worlds);
      fs.writeSync(out, `{"number":${c.number},"bits":"${bits}","json":[${json.join(',')}]}\n`);
    }
  }
}

main(process.argv.slice(2)).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
