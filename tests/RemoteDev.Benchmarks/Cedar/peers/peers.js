// Measures cedar-wasm and casbin on the workloads in a file, when told to: "ENGINE WORKLOAD" a line on standard input, and one line of JSON
// with the nanoseconds and the decision of each request on standard output.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const modules = path.join(process.cwd(), 'node_modules');
const cedar = require(path.join(modules, '@cedar-policy/cedar-wasm/nodejs'));
const { newEnforcer, newModel, DefaultRoleManager } = require(path.join(modules, 'casbin'));

const MaxHierarchy = 1000;

function must(answer) {
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
  return answer;
}

/** The fastest way into cedar-wasm: policies and schema parsed before. Entities have no such way; they go in with each call. */
async function cedarWasm(workload, name) {
  must(cedar.preparsePolicySet(name, { staticPolicies: workload.policies }));
  must(cedar.preparseSchema(name, workload.schema));
  const entities = JSON.parse(workload.entities);
  const calls = workload.requests.map(([principal, action, resource]) => ({
    principal, action, resource, context: {}, entities, preparsedPolicySetId: name, preparsedSchemaName: name, validateRequest: false,
  }));
  return i => must(cedar.statefulIsAuthorized(calls[i])).response.decision === 'allow';
}

async function casbin(workload) {
  const model = newModel();
  model.loadModelFromText(workload.casbinModel);
  const enforcer = await newEnforcer(model);
  enforcer.setRoleManager(new DefaultRoleManager(MaxHierarchy));
  if (workload.casbinObjects.length > 0) enforcer.setNamedRoleManager('g2', new DefaultRoleManager(MaxHierarchy));
  enforcer.enableAutoBuildRoleLinks(true);
  await enforcer.addPolicies(workload.casbinPolicies);
  if (workload.casbinSubjects.length > 0) await enforcer.addGroupingPolicies(workload.casbinSubjects);
  if (workload.casbinObjects.length > 0) await enforcer.addNamedGroupingPolicies('g2', workload.casbinObjects);
  await enforcer.buildRoleLinks();
  const text = uid => `${uid.type}:${uid.id}`;
  const calls = workload.requests.map(([principal, action, resource]) => [text(principal), text(resource), action.id]);
  return i => enforcer.enforceSync(...calls[i]);
}

const prepare = { 'cedar-wasm': cedarWasm, casbin };

async function main(file) {
  const workloads = JSON.parse(fs.readFileSync(file, 'utf8'));
  const prepared = new Map();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [engine, index] = line.split(' ');
    const workload = workloads[index];
    if (!prepared.has(line)) prepared.set(line, await prepare[engine](workload, index));
    const decide = prepared.get(line);

    // A round that is not measured brings the caches back from the engine before.
    for (let i = 0; i < workload.requests.length; i++) decide(i);
    const nanoseconds = [];
    let decisions = '';
    for (let i = 0; i < workload.requests.length; i++) {
      const start = process.hrtime.bigint();
      const allowed = decide(i);
      nanoseconds.push(Number(process.hrtime.bigint() - start));
      decisions += allowed ? '1' : '0';
    }

    process.stdout.write(JSON.stringify({ nanoseconds, decisions }) + '\n');
  }
}

main(process.argv[2]).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
