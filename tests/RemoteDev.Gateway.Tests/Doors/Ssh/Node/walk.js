// One person's work with npm's ssh2: node walk.js PACKAGES PORT KEY HOST_KEY PLACE FOLDER SECRET_PORT
// Prints one line of JSON with what came of each step; a step that fails says why under its name.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';

const [packages, port, key, hostKey, place, folder, secretPort] = process.argv.slice(2);
const { Client } = createRequire(`${packages}/`)('ssh2');
const client = new Client();

const called = (start) => new Promise((resolve, reject) => start((fault, value) => (fault ? reject(fault) : resolve(value))));

async function collected(stream) {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (part) => { text += part; });
  let status = null;
  stream.on('exit', (code) => { status = code; });
  stream.stderr?.on('data', () => {});
  stream.on('end', () => stream.end());
  await once(stream, 'close');
  return { text, status };
}

const steps = {
  exec: async () => collected(await called((done) => client.exec('printf out; exit 7', done))),
  shell: async () => {
    const shell = await called((done) => client.shell({ term: 'xterm', cols: 101, rows: 37 }, done));
    shell.end('stty size; exit\n');
    return collected(shell);
  },
  sftp: async () => {
    const sftp = await called((done) => client.sftp(done));
    await called((done) => sftp.fastPut(`${folder}/sent`, `${folder}/inside/there`, done));
    await called((done) => sftp.fastGet(`${folder}/inside/there`, `${folder}/back`, done));
    const names = await called((done) => sftp.readdir(`${folder}/inside`, done));
    sftp.end();
    return { listed: names.some((name) => name.filename === 'there') };
  },
  forward: async () => collected(await called((done) => client.forwardOut('127.0.0.1', 0, 'localhost', Number(secretPort), done))),
  // Four seconds in which no question is answered end the connection; it is asked for longer than that and works on.
  keepalive: async () => {
    await new Promise((resolve) => { setTimeout(resolve, 5000); });
    return collected(await called((done) => client.exec('printf alive', done)));
  },
};

client.connect({
  host: '127.0.0.1', port: Number(port), username: place, privateKey: readFileSync(key),
  hostVerifier: (shown) => shown.toString('base64') === hostKey, keepaliveInterval: 100, keepaliveCountMax: 40,
});
await once(client, 'ready');
const results = {};
for (const [name, step] of Object.entries(steps)) {
  try {
    results[name] = await step();
  } catch (fault) {
    results[name] = { fault: fault.message };
  }
}

client.end();
console.log(JSON.stringify(results));
