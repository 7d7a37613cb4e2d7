// Auth0's Lock as one script for a page, which the package itself has only in parts.
window.Auth0Lock = require("auth0-lock").default;
