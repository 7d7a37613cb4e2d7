// Starts Okta's sign-in widget as the page of an Okta organisation does: with the state token that
// the page was given, and with the way on that the organisation's own script takes afterwards.
function startVendorPage() {
  const query = new URLSearchParams(location.search);
  const fromUri = window.fromUri || query.get("fromURI");
  const widget = new OktaSignIn({
    baseUrl: window.baseUrl || location.origin,
    stateToken: window.stateToken || query.get("stateToken"),
    useClassicEngine: !window.oktaData,
    features: { router: true, rememberMe: true, showPasswordToggleOnSignInPage: false },
  });
  const goOn = (answer) => {
    if (answer.type === "SESSION_STEP_UP") answer.stepUp.finish();
    else answer.session.setCookieAndRedirect(fromUri);
  };
  widget.renderEl({ el: "#okta-login-container, #okta-sign-in" }, goOn, () => {});
}
