// An OpenID Provider on a free port of loopback: npm's oidc-provider with one client, and with people who are asked nothing. The test says by
// POST /control who signs in and how, and what the client is. Prints its issuer when it listens; ends when its input does.
import dns from 'node:dns';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const from = createRequire(join(process.argv[2], 'x.js'));
const { default: Provider } = await import(pathToFileURL(from.resolve('oidc-provider')).href);

// Names under localhost are this machine (RFC 6761, section 6.3), also where the system's resolver has not heard of it.
const lookup = dns.lookup;
dns.lookup = (name, ...rest) => lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest);

const control = { client: {}, account: null, login: {}, claims: {}, deny: false };

// In memory, but for the client, which the test changes while we run.
class Kept {
  static all = new Map();
  constructor(model) { this.model = model; }
  key(id) { return `${this.model}:${id}`; }
  async upsert(id, payload) { Kept.all.set(this.key(id), payload); }
  async find(id) { return this.model === 'Client' ? (id === control.client.client_id ? control.client : undefined) : Kept.all.get(this.key(id)); }
  async findBy(test) { for (const [key, value] of Kept.all) if (key.startsWith(`${this.model}:`) && test(value)) return value; return undefined; }
  findByUid(uid) { return this.findBy((value) => value.uid === uid); }
  findByUserCode(code) { return this.findBy((value) => value.userCode === code); }
  async consume(id) { Kept.all.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
  async destroy(id) { Kept.all.delete(this.key(id)); }
  async revokeByGrantId(grant) { for (const [key, value] of Kept.all) if (value.grantId === grant) Kept.all.delete(key); }
}

let provider;
const server = createServer(async (request, response) => {
  if (request.method === 'POST' && request.url === '/control') {
    let text = '';
    for await (const piece of request) text += piece;
    Object.assign(control, JSON.parse(text));
    response.writeHead(204).end();
  } else if (request.url.startsWith('/interaction/')) {
    const result = control.deny ? { error: 'access_denied' } : { login: { accountId: control.account, ...control.login } };
    await provider.interactionFinished(request, response, result);
  } else {
    provider.callback()(request, response);
  }
});

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, {
    adapter: Kept,
    pkce: { required: () => true },
    findAccount: (_, id) => (id === control.account ? { accountId: id, claims: async () => ({ sub: id, ...control.claims }) } : undefined),
    claims: { openid: ['sub', 'amr', 'acr', 'auth_time'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    scopes: ['openid', 'offline_access', 'email', 'profile', 'groups'],
    features: {
      devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true }, userinfo: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: async () => true,
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid offline_access email profile groups');
      await grant.save();
      return grant;
    },
    rotateRefreshToken: true,
    // The gateway under test is on loopback, where it would not send anything of itself.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    cookies: { keys: ['a key for cookies in a test'] },
    ttl: { AccessToken: 300, IdToken: 300, Session: 3600, Grant: 3600, Interaction: 600, AuthorizationCode: 60, RefreshToken: 3600 },
  });
  provider.on('server_error', (_, error) => console.error(error));
  for (const event of ['authorization.error', 'grant.error', 'backchannel.error', 'userinfo.error', 'pushed_authorization_request.error']) {
    provider.on(event, (...said) => console.error(event, said.find((one) => one instanceof Error)));
  }
  console.log(issuer);
});

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
