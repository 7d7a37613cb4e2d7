var appConfig = {
  sso: { accountSid: "AC00000000000000000000000000000000" },
  oauth: { connection: window.location.host === "agents.example" ? "JQ" + "0".repeat(32) : `x`, clientId: `XVO${1 + 1}`, redirectUrl: location.origin + "/" },
  ...{ pluginService: { enabled: true, url: "/plugins" } }
};
if (location.search) { appConfig.logLevel = "debug"; }
