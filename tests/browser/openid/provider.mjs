// An OpenID provider on this computer, for tests: a certified one, with its own forms and invented accounts.
//
// node provider.mjs PORT APP_URL CLIENT_SECRET ACCOUNTS, where ACCOUNTS is JSON: claims by login. Any password is right.

import { Provider } from "oidc-provider";

const [port, app, secret, accounts] = process.argv.slice(2);
const claimsOf = JSON.parse(accounts);
const SCOPE = "openid email profile";

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "graphmap",
      client_secret: secret,
      redirect_uris: [`${app}/oauth2callback`],
      post_logout_redirect_uris: [`${app}/oauth2callback`],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  conformIdTokenClaims: false, // what it knows of somebody is in the token itself, as at Google and Microsoft
  cookies: { keys: ["a key of this test alone"] },
  findAccount: (_context, login) =>
    claimsOf[login] && { accountId: login, claims: () => ({ sub: login, ...claimsOf[login] }) },
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope(SCOPE); // nobody is asked for consent
    await grant.save();
    return grant;
  },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("up"));
