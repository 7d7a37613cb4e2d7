// Starts Auth0's Lock as the default page of a Classic tenant does: with what the page's encoded
// object says, and nothing else.
function startVendorPage() {
  const config = window.config;
  const lock = new Auth0Lock(config.clientID, config.auth0Domain, {
    auth: {
      redirectUrl: config.callbackURL,
      responseType: (config.internalOptions || {}).response_type || "code",
      params: config.internalOptions,
    },
    configurationBaseUrl: config.clientConfigurationBaseUrl,
    overrides: { __tenant: config.auth0Tenant, __token_issuer: config.auth0Domain },
    assetsUrl: config.assetsUrl,
    allowedConnections: config.connection ? [config.connection] : null,
    closable: false,
    allowSignUp: false,
  });
  lock.show();
}
