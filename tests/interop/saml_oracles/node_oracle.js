// What passport-wsfed-saml2 and node-saml say to each message of a manifest: a line of JSON each.
// Usage: node node_oracle.js ORACLE MANIFEST AT (milliseconds since 1970)
const fs = require("fs");

const [oracle, manifest, at] = process.argv.slice(2);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...of) {
    super(...(of.length ? of : [Number(at)]));
  }
  static now() {
    return Number(at);
  }
};
console.log = () => {};

const bare = (pem) => pem.replace(/-----[^-]+-----/g, "").replace(/\s/g, "");

function passport(one, message) {
  const { SAML } = require("passport-wsfed-saml2/lib/passport-wsfed-saml2/saml");
  const Samlp = require("passport-wsfed-saml2/lib/passport-wsfed-saml2/samlp");
  const options = {
    cert: bare(fs.readFileSync(one.certificate, "utf8")),
    realm: one.entity_id,
    recipientUrl: one.acs_url,
    destinationUrl: one.acs_url,
    // Without one it is a login that the provider started.
    isValidInResponseTo: (id, done) => done(id && id !== one.request_id ? new Error("InResponseTo") : null),
  };
  const samlp = new Samlp(options, new SAML(options));
  const text = samlp.decodeResponse({ body: { SAMLResponse: message.toString("base64") } });
  return new Promise((resolve, reject) =>
    samlp.validateSamlResponse(text, (error, profile) => (error ? reject(error) : resolve(profile))));
}

async function nodeSaml(one, message) {
  const { SAML } = require("@node-saml/node-saml");
  const saml = new SAML({
    idpCert: fs.readFileSync(one.certificate, "utf8"),
    issuer: one.entity_id,
    audience: one.entity_id,
    callbackUrl: one.acs_url,
    entryPoint: "https://idp.example/sso",
    idpIssuer: one.issuer,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
    acceptedClockSkewMs: 180000,
    validateInResponseTo: "ifPresent",
    cacheProvider: {
      saveAsync: async () => null,
      getAsync: async (id) => (id === one.request_id ? new RealDate(Number(at)).toISOString() : null),
      removeAsync: async () => null,
    },
  });
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: message.toString("base64") });
  if (!profile || !profile.nameID) throw new Error("no profile");
}

async function main() {
  const judge = { "passport-wsfed-saml2": passport, "node-saml": nodeSaml }[oracle];
  for (const one of JSON.parse(fs.readFileSync(manifest, "utf8"))) {
    let why = "";
    try {
      await judge(one, fs.readFileSync(one.file));
    } catch (error) {
      why = String((error && error.message) || error || "refused").slice(0, 200);
    }
    process.stdout.write(JSON.stringify({ number: one.number, accepted: why === "", why }) + "\n");
  }
}

main();
