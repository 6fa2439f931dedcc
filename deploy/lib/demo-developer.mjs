// The demo's developer at a keyboard, for a demo that checks itself: enrols by a one-time link, registers an SSH key, and reads
// codes from an authenticator. Plain HTTP as a browser would send it; nothing here knows more than a person does.
//
//   node demo-developer.mjs enrol LINK KEY-FILE STATE           KEY-FILE: the .pub line; STATE: where the authenticator is kept
//   node demo-developer.mjs code STATE                          the next code that was not used yet
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const step = 30;
const stepNow = () => Math.floor(Date.now() / 1000 / step);

// RFC 6238 with SHA-1 and six digits, as every authenticator app does it.
function codeOf(key, counter) {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', Buffer.from(key, 'hex')).update(moment).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function fromBase32(text) {
  const bits = [...text.replace(/[\s=]/g, '').toUpperCase()]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2))).toString('hex');
}

// A code is good once: whoever needs another waits for the next half minute.
async function nextCode(file) {
  const phone = JSON.parse(readFileSync(file, 'utf8'));
  while (stepNow() <= phone.used) {
    await pause(250);
  }

  phone.used = stepNow();
  writeFileSync(file, JSON.stringify(phone), { mode: 0o600 });
  return codeOf(phone.key, phone.used);
}

/** A browser as far as forms need one. Names below localhost are this machine, whatever its resolver thinks. */
class Browser {
  #cookies = new Map();
  #token = '';

  constructor(origin) {
    this.origin = new URL(origin);
  }

  send(method, path, fields) {
    const body = fields === undefined ? '' : new URLSearchParams({ ...fields, _form: this.#token }).toString();
    const headers = {
      host: this.origin.host,
      origin: this.origin.origin,
      'sec-fetch-site': 'same-origin',
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    };
    if (body) {
      Object.assign(headers, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) });
    }

    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: this.origin.port, method, path, headers, timeout: 20_000 }, (response) => {
        for (const cookie of response.headers['set-cookie'] ?? []) {
          const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
          this.#cookies.set(name, value);
        }

        let page = '';
        response.setEncoding('utf8');
        response.on('data', (part) => { page += part; });
        response.on('end', () => {
          this.#token = page.match(/name="_form"[^>]*value="([^"]*)"/)?.[1] ?? this.#token;
          resolve({ status: response.statusCode, page, location: response.headers.location ?? '' });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`${path} did not answer`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async open(path) {
    const answer = await this.send('GET', path);
    if (answer.status !== 200) {
      throw new Error(`${path} answered ${answer.status} ${answer.location}`);
    }

    return answer.page;
  }

  async submit(path, fields, expected) {
    const answer = await this.send('POST', path, fields);
    if (answer.status !== 302 || !answer.location.startsWith(expected)) {
      throw new Error(`${path} answered ${answer.status} ${answer.location} instead of leading to ${expected}`);
    }
  }
}

async function enrol(link, keyFile, state) {
  const { origin, pathname } = new URL(link);
  const browser = new Browser(origin);
  const password = randomBytes(18).toString('base64url');
  await browser.open(pathname);
  await browser.submit(pathname, { Password: password, Repeat: password }, '/enrol/app');
  const page = await browser.open('/enrol/app');
  const key = fromBase32(page.match(/id="manual-key">([^<]+)</)[1]);
  writeFileSync(state, JSON.stringify({ key, used: 0 }), { mode: 0o600 });
  await browser.submit('/enrol/app', { Code: await nextCode(state) }, '/account/recovery-codes');
  await browser.open('/account');
  await browser.submit('/account?handler=SshKey', { KeyLine: readFileSync(keyFile, 'utf8').trim(), KeyName: 'demo' }, '/account');
}

const [command, ...given] = process.argv.slice(2);
if (command === 'enrol' && given.length === 3) {
  await enrol(...given);
} else if (command === 'code' && given.length === 1) {
  process.stdout.write(`${await nextCode(given[0])}\n`);
} else {
  process.stderr.write('usage: demo-developer.mjs enrol LINK KEY-FILE STATE | code STATE\n');
  process.exitCode = 2;
}
