// The script of a page that runs the shipped Flex UI: as Twilio's sample starts it, with the page's
// appConfig. A hosted page has none; what Twilio's server would write into it is asked for here.
import * as Flex from "@twilio/flex-ui";
import React from "react";
import ReactDOM from "react-dom";

const CONTAINER = "body";

window.React = React;
window.ReactDOM = ReactDOM;
window.flexState = { stage: "loaded", error: "" };

async function json(url) {
  const reply = await fetch(url);
  return reply.ok ? reply.json() : {};
}

async function hostedConfig() {
  const domain = sessionStorage.getItem("lab-domain") || location.pathname.split("/")[1];
  sessionStorage.setItem("lab-domain", domain);
  const api = "https://flex-api.twilio.com/v1/Configuration/Public?RuntimeDomain=";
  const found = (await json(`${api}${domain}.twil.io`)).configurations[0];
  const services = "https://services.twilio.com/v1/Flex/Authentication/Config?AccountSid=";
  const list = (await json(services + found.account_sid)).config_list || [];
  const config = { sso: { accountSid: found.account_sid }, serviceBaseUrl: `${domain}.twil.io`,
                   pluginService: { enabled: true } };
  if (list.length) {
    config.oauth = { connection: list[0].connection_name, clientId: list[0].client_id };
  }
  return config;
}

function ownConfig() {
  try {
    return appConfig; // also a constant, which is no member of window
  } catch {
    return undefined;
  }
}

async function start() {
  const own = ownConfig();
  const isHosted = location.hostname === "flex.twilio.com";
  const configuration = { ...(own || (isHosted ? await hostedConfig() : {})) };
  window.flexState.stage = "login";
  await Flex.progress(CONTAINER).provideLoginInfo(configuration, CONTAINER);
  await Flex.Manager.create(configuration);
  window.flexState.stage = "created";
}

window.addEventListener("load", () => {
  start().catch((error) => {
    window.flexState.error = String(error && (error.message || error));
  });
});
