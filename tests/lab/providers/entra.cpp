// Look-alikes of Microsoft Entra ID: a tenant that knows the password itself and asks for a code of
// an app, and one whose users sign in at an AD FS.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr std::string_view kEntry = "/5f0d3c7e-7a10-4c55-9d02-1f5f7d2b6c11/saml2";
constexpr std::string_view kIssuer =
    "https://sts.windows.net/5f0d3c7e-7a10-4c55-9d02-1f5f7d2b6c11/";

constexpr Field kApiCanary = {"header:canary", Is::Token, "api_canary"};
constexpr Field kCorrelation = {"header:client-request-id", Is::Token, "correlation"};
constexpr Field kSession = {"header:hpgrequestid", Is::Token, "session"};
constexpr Field kGroup = {"header:hpgid", Is::Exactly, "1104"};
constexpr Field kAction = {"header:hpgact", Is::Exactly, "1800"};
constexpr Field kFlow = {"flowToken", Is::Token, "flow"};
constexpr Field kContext = {"ctx", Is::Token, "ctx"};
constexpr Field kCanary = {"canary", Is::Token, "canary"};
constexpr Field kRequestId = {"hpgrequestid", Is::Token, "session"};

constexpr Field kOnce[] = {{"query:sso_reload", Is::Exactly, "True"},
                           {"query:SAMLRequest", Is::Token, "SAMLRequest"}};
constexpr Field kQuestion[] = {kApiCanary,
                               kCorrelation,
                               kSession,
                               kGroup,
                               kAction,
                               {"username", Is::Username},
                               {"isOtherIdpSupported", Is::Exactly, "true"},
                               {"originalRequest", Is::Token, "ctx"},
                               kFlow};
constexpr Field kPassword[] = {kContext,
                               {"flowToken", Is::Token, "flow_of_name"},
                               kCanary,
                               kRequestId,
                               {"login", Is::Username},
                               {"loginfmt", Is::Username},
                               {"passwd", Is::Password},
                               {"type", Is::Exactly, "11"},
                               {"LoginOptions", Is::Exactly, "3"},
                               {"ps", Is::Exactly, "2"},
                               {"query:sso_reload", Is::Absent}};
// The page goes on with the token that came with the answer about the user name; saml2aws keeps its
// first one, sends fewer fields and knows no page that loads again: it is asked for the code at
// once.
constexpr Field kPasswordAlone[] = {kContext,
                                    kFlow,
                                    kCanary,
                                    kRequestId,
                                    {"login", Is::Username},
                                    {"loginfmt", Is::Username},
                                    {"passwd", Is::Password},
                                    {"type", Is::Absent}};
constexpr Field kPasswordAgain[] = {kContext,
                                    kFlow,
                                    {"login", Is::Username},
                                    {"loginfmt", Is::Username},
                                    {"passwd", Is::Password},
                                    {"type", Is::Exactly, "11"},
                                    {"echoed", Is::Token, "echoed"},
                                    {"query:sso_reload", Is::Exactly, "True"}};
// What both the page and saml2aws send; the latter leaves out the page's headers and its counter.
constexpr Field kBegin[] = {{"AuthMethodId", Is::Exactly, "PhoneAppOTP"},
                            {"Method", Is::Exactly, "BeginAuth"},
                            {"Ctx", Is::Token, "ctx"},
                            {"FlowToken", Is::Token, "flow"}};
constexpr Field kEnd[] = {{"AuthMethodId", Is::Exactly, "PhoneAppOTP"},
                          {"Method", Is::Exactly, "EndAuth"},
                          {"Ctx", Is::Token, "ctx"},
                          {"FlowToken", Is::Token, "flow"},
                          {"SessionId", Is::Token, "factor"},
                          {"AdditionalAuthData", Is::Code}};
constexpr Field kProcess[] = {{"request", Is::Token, "ctx"},
                              kFlow,
                              kCanary,
                              kRequestId,
                              {"type", Is::Exactly, "22"},
                              {"mfaAuthMethod", Is::Exactly, "PhoneAppOTP"},
                              {"login", Is::Username},
                              {"rememberMFA", Is::Present}};
constexpr Field kProcessAlone[] = {
    {"request", Is::Token, "ctx"}, kFlow, {"login", Is::Username}, {"type", Is::Absent}};
constexpr Field kConfirm[] = {kContext,
                              kCanary,
                              kRequestId,
                              {"flowtoken", Is::Token, "flow"},
                              {"ContinueAuth", Is::Exactly, "true"},
                              {"iscsrfspeedbump", Is::Exactly, "false"}};
constexpr Field kStay[] = {kContext, kFlow, {"LoginOptions", Is::Filled}};
constexpr Field kFederationAnswer[] = {{"wa", Is::Exactly, "wsignin1.0"},
                                       {"wresult", Is::Filled},
                                       {"wctx", Is::Token, "ests"},
                                       {"passwd", Is::Absent}};

constexpr Endpoint kReloadOnce = {"GET", kEntry, "start", kOnce, "sign-in"};
constexpr Endpoint kStaySignedIn = {"POST", "/kmsi", "stay-signed-in", kStay, "saml-response"};

constexpr Endpoint kEndpoints[] = {
    kReloadOnce,
    {"POST", "/common/GetCredentialType", "sign-in", kQuestion, "credential-type",
     "credential-type-unknown"},
    {"POST", "/common/login", "credential-type", kPassword, "reload", "wrong-password"},
    {"POST", "/common/login", "credential-type", kPasswordAlone, "second-factor", "wrong-password"},
    {"POST", "/common/login", "reload", kPasswordAgain, "second-factor", "wrong-password"},
    {"POST", "/common/login", "reload-forever", kPasswordAgain, "reload-forever"},
    {"POST", "/common/SAS/BeginAuth", "second-factor", kBegin, "begin"},
    {"POST", "/common/SAS/EndAuth", "begin", kEnd, "end", "wrong-code"},
    {"POST", "/common/SAS/ProcessAuth", "end", kProcess, "confirm-app"},
    {"POST", "/common/SAS/ProcessAuth", "end", kProcessAlone, "stay-signed-in"},
    {"POST", "/appverify", "confirm-app", kConfirm, "stay-signed-in"},
    kStaySignedIn,
};

constexpr Endpoint kFederatedEndpoints[] = {
    kReloadOnce,
    {"POST", "/common/GetCredentialType", "sign-in", kQuestion, "credential-type-federated",
     "credential-type-unknown"},
    {"POST", "/login.srf", "credential-type-federated", kFederationAnswer, "stay-signed-in"},
    kStaySignedIn,
};

constexpr std::string_view kJson = "application/json; charset=utf-8";

constexpr Screen
    kScreens[] =
        {
            // Parts. A page is top, PageID, values, its own values, bottom.
            {.name = "top", .body = R"(<!-- Look-alike -->
<!DOCTYPE html>
<html dir="ltr" class="" lang="en">
<head>
    <title>Sign in to your account</title>
    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
    <noscript>
        <meta http-equiv="Refresh" content="0; URL={{origin}}/jsdisabled" />
    </noscript>
)"},
            {.name = "values", .body = R"(
<script type="text/javascript">//<![CDATA[
$Config={"sFT":"{{token:flow|json}}","sFTName":"flowToken","sCtx":"{{token:ctx|json}}","canary":"{{token:canary|json}}","sCanaryTokenName":"canary","apiCanary":"{{token:api_canary|json}}","correlationId":"{{kept:correlation|json}}","sessionId":"{{kept:session|json}}","hpgid":1104,"hpgact":1800,"slMaxRetry":2,"arrSessions":[],"urlNoCookies":"{{origin|json}}\u002fcookiesdisabled",)"},
            {.name = "bottom", .body = R"(,"iMaxStackForKnockoutAsyncComponents":10000}
;
//]]></script>
<script type="text/javascript">//<![CDATA[
!function(){var e=window,t=e.$Debug=e.$Debug||{},n=e.$Config||{};if(!t.appendLog){t.appendLog=function(e){return e}}}();
//]]></script>
<script type="text/javascript">ServerData = $Config;</script>
</head>
<body data-bind="defineGlobals: ServerData, bodyCssClass" class="cb" style="display: none">
</body>
</html>
)"},
            {.name = "credentials",
             .body =
                 R"("FlowToken":"{{token:flow_of_name|json}}","IsSignupDisallowed":true,"apiCanary":"{{token:api_canary|json}}"})"},
            {.name = "factor-tokens",
             .body =
                 R"("Retry":false,"FlowToken":"{{token:flow|json}}","Ctx":"{{token:ctx|json}}","SessionId":"{{token:factor|json}}","CorrelationId":"{{kept:correlation|json}}","Entropy":0})"},
            {.name = "factor-urls",
             .body =
                 R"("urlPost":"{{origin|json}}/common/SAS/ProcessAuth","urlBeginAuth":"{{origin|json}}/common/SAS/BeginAuth","urlEndAuth":"{{origin|json}}/common/SAS/EndAuth","iMaxPollAttempts":10,"oPerAuthPollingInterval":{"PhoneAppNotification":1.0},"sPOST_Username":"{{username|json}}","pgid":"ConvergedTFA")"},
            {.name = "sign-in-values",
             .body =
                 R"("urlPost":"/common/login","urlPostMsa":"https://login.live.com/ppsecure/partnerpost.srf","urlGetCredentialType":"{{origin|json}}/common/GetCredentialType?mkt=en-US","pgid":"ConvergedSignIn")"},

            // The usual way.
            {.name = "start",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="BssoInterrupt" />{{screen:values}}"urlPost":"{{entry|json}}\u0026sso_reload=True","pgid":"BssoInterrupt"{{screen:bottom}})"},
            {.name = "sign-in",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedSignIn" />{{screen:values}}"arrValErrs":["50058"],"sErrorCode":"50058","sErrTxt":"",{{screen:sign-in-values}}{{screen:bottom}})"},
            {.name = "credential-type",
             .type = kJson,
             .body =
                 R"({"Username":"{{username}}","Display":"{{username}}","IfExistsResult":0,"IsUnmanaged":false,"ThrottleStatus":0,"Credentials":{"PrefCredential":1,"HasPassword":true,"RemoteNgcParams":null,"FidoParams":null},"EstsProperties":{"DomainType":3},{{screen:credentials}})"},
            // It echoes the password; here it echoes a text that is not the password.
            {.name = "reload",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="BssoInterrupt" /><script type="text/javascript">//<![CDATA[
$Config={"urlPost":"/common/login?sso_reload=True","slMaxRetry":2,"pgid":"BssoInterrupt","oPostParams":{"login":"{{username|json}}","loginfmt":"{{username|json}}","type":"11","LoginOptions":"3","passwd":"{{token:not-the-password|json}}","ctx":"{{kept:ctx|json}}","flowToken":"{{kept:flow|json}}","echoed":"{{token:echoed|json}}"}{{screen:bottom}})"},
            {.name = "second-factor", .body = R"({{screen:top}}<meta name="PageID" content="ConvergedTFA" />{{screen:values}}"arrUserProofs":[{"authMethodId":"PhoneAppNotification","data":"PhoneAppNotification","display":"+XX XXXXXXX00","isDefault":true,"isLocationAware":false},{"authMethodId":"OneWaySMS","data":"OneWaySMS","display":"+XX XXXXXXX00","isDefault":false,"isLocationAware":false},{"authMethodId":"PhoneAppOTP","data":"PhoneAppOTP","display":"","isDefault":false,"isLocationAware":false}],{{screen:factor-urls}}{{screen:bottom}})"},
            {.name = "begin",
             .type = kJson,
             .body =
                 R"({"Success":true,"ResultValue":"Success","Message":null,"AuthMethodId":"PhoneAppOTP","ErrCode":0,{{screen:factor-tokens}})"},
            {.name = "end",
             .type = kJson,
             .body =
                 R"({"Success":true,"ResultValue":"Success","Message":null,"AuthMethodId":"PhoneAppOTP","ErrCode":0,{{screen:factor-tokens}})"},
            {.name = "confirm-app",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="CmsiInterrupt" />{{screen:values}}"sErrorCode":"50199","sAppName":"Flex","urlPost":"/appverify","pgid":"CmsiInterrupt"{{screen:bottom}})"},
            {.name = "stay-signed-in",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="KmsiInterrupt" />{{screen:values}}"iErrorCode":50140,"urlPost":"/kmsi","sPOST_Username":"{{username|json}}","pgid":"KmsiInterrupt"{{screen:bottom}})"},
            {.name = "saml-response",
             .body =
                 R"(<html><head><title>Working...</title></head><body><form method="POST" name="hiddenform" action="{{acs|hex}}"><input type="hidden" name="SAMLResponse" value="{{saml_response}}" /><input type="hidden" name="RelayState" value="{{relay_state|hex}}" /><noscript><p>Script is disabled. Click Submit to continue.</p><input type="submit" value="Submit" /></noscript></form><script language="javascript">window.setTimeout('document.forms[0].submit()', 0);</script></body></html>
)"},

            // Users who sign in at the AD FS next door.
            {.name = "credential-type-federated",
             .type = kJson,
             .body =
                 R"({"Username":"{{username}}","Display":"{{username}}","IfExistsResult":0,"IsUnmanaged":false,"ThrottleStatus":1,"Credentials":{"PrefCredential":4,"HasPassword":true,"RemoteNgcParams":null,"FidoParams":null,"FederationRedirectUrl":"{{origin:adfs}}/adfs/ls/?cbcxt=&vv=&username={{username|url}}&wa=wsignin1.0&wtrealm=urn%3afederation%3aMicrosoftOnline&wreply={{origin|url}}%2flogin.srf&wctx={{token:ests|url}}"},"EstsProperties":{"DomainType":4},{{screen:credentials}})"},

            // Failures, from the entry on.
            {.name = "unknown-app",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":700016,"strServiceExceptionMessage":"AADSTS700016: Application with identifier was not found in the directory. Trace ID: 1 Correlation ID: 2","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "unknown-acs", .body = R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":50011,"strServiceExceptionMessage":"AADSTS50011: The reply URL specified in the request does not match.","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "no-request",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"serverError":"AADSTS750054: SAMLRequest or SAMLResponse must be present.","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "phone-sign-in",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedRemoteConnect" />{{screen:values}}"urlPost":"/common/login","pgid":"ConvergedRemoteConnect"{{screen:bottom}})"},
            {.name = "credential-type-unknown",
             .type = kJson,
             .body =
                 R"({"Username":"{{username}}","Display":"{{username}}","IfExistsResult":1,"IsUnmanaged":false,"ThrottleStatus":0,"Credentials":{"PrefCredential":1,"HasPassword":true},"EstsProperties":{"DomainType":3},{{screen:credentials}})"},
            {.name = "credential-type-consumer",
             .type = kJson,
             .body =
                 R"({"Username":"{{username}}","Display":"{{username}}","IfExistsResult":5,"IsUnmanaged":false,"ThrottleStatus":0,"Credentials":{"PrefCredential":1,"HasPassword":true},"EstsProperties":{"DomainType":1},{{screen:credentials}})"},
            {.name = "credential-type-throttled",
             .type = kJson,
             .body =
                 R"({"Username":"{{username}}","Display":"{{username}}","IfExistsResult":2,"IsUnmanaged":false,"ThrottleStatus":1,"Credentials":{"PrefCredential":1,"HasPassword":true},"EstsProperties":{"DomainType":3},{{screen:credentials}})"},
            {.name = "credential-type-key",
             .type = kJson,
             .body =
                 R"({"Username":"{{username}}","Display":"{{username}}","IfExistsResult":0,"IsUnmanaged":false,"ThrottleStatus":0,"Credentials":{"PrefCredential":7,"HasPassword":false,"FidoParams":{"AllowList":["k"]}},"EstsProperties":{"DomainType":3},{{screen:credentials}})"},

            // After the password.
            {.name = "wrong-password",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedSignIn" />{{screen:values}}"arrValErrs":["50126"],"sErrorCode":"50126","sErrTxt":"",{{screen:sign-in-values}}{{screen:bottom}})"},
            {.name = "locked",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedSignIn" />{{screen:values}}"arrValErrs":["50053"],"sErrorCode":"50053","sErrTxt":"",{{screen:sign-in-values}}{{screen:bottom}})"},
            {.name = "disabled",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedSignIn" />{{screen:values}}"arrValErrs":["50057"],"sErrorCode":"50057","sErrTxt":"",{{screen:sign-in-values}}{{screen:bottom}})"},
            {.name = "no-agent",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedSignIn" />{{screen:values}}"arrValErrs":["80001"],"sErrorCode":"80001","sErrTxt":"",{{screen:sign-in-values}}{{screen:bottom}})"},
            {.name = "change-password", .body = R"({{screen:top}}<meta name="PageID" content="ConvergedChangePassword" />{{screen:values}}"sErrorCode":"50055","urlPost":"/common/SSPR/SetPassword","pgid":"ConvergedChangePassword"{{screen:bottom}})"},
            {.name = "reload-elsewhere",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="BssoInterrupt" /><script type="text/javascript">//<![CDATA[
$Config={"urlPost":"{{origin:adfs|json}}/common/login?sso_reload=True","pgid":"BssoInterrupt","oPostParams":{"login":"{{username|json}}","passwd":"{{token:not-the-password|json}}"}{{screen:bottom}})"},
            {.name = "reload-forever", .body = "{{screen:reload}}"},
            {.name = "key-only",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedTFA" />{{screen:values}}"arrUserProofs":[{"authMethodId":"FidoKey","data":"FidoKey","display":"","isDefault":true,"isLocationAware":false}],{{screen:factor-urls}}{{screen:bottom}})"},
            {.name = "phone-only",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedTFA" />{{screen:values}}"arrUserProofs":[{"authMethodId":"PhoneAppNotification","data":"PhoneAppNotification","display":"","isDefault":true,"isLocationAware":false}],{{screen:factor-urls}}{{screen:bottom}})"},
            {.name = "registration",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedProofUpRedirect" />{{screen:values}}"iErrorCode":50079,"urlPost":"https://mysignins.microsoft.com/api/post/registrationinterrupt","urlPostRedirect":"{{origin|json}}/common/SAS/ProcessAuth","sProofUpToken":"{{token:proof|json}}","pgid":"ConvergedProofUpRedirect"{{screen:bottom}})"},
            {.name = "wrong-code",
             .type = kJson,
             .body =
                 R"({"Success":false,"ResultValue":"PhoneAppOtpAuthFailedWrongCodeEntered","Message":null,"AuthMethodId":"PhoneAppOTP","ErrCode":500121,{{screen:factor-tokens}})"},
            {.name = "used-code",
             .type = kJson,
             .body =
                 R"({"Success":false,"ResultValue":"PhoneAppOtpAuthFailedDuplicateCodeEntered","Message":null,"AuthMethodId":"PhoneAppOTP","ErrCode":500121,{{screen:factor-tokens}})"},
            {.name = "flow-expired",
             .type = kJson,
             .body =
                 R"({"Success":false,"ResultValue":"AuthenticationFailed","Message":"AADSTS50089: Flow token expired.","AuthMethodId":"PhoneAppOTP","ErrCode":50089,{{screen:factor-tokens}})"},
            {.name = "other-waiting",
             .type = kJson,
             .body =
                 R"({"Success":false,"ResultValue":"UserAuthFailedDuplicateRequest","Message":null,"AuthMethodId":"PhoneAppOTP","ErrCode":500121,{{screen:factor-tokens}})"},
            {.name = "factor-again",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedTFA" />{{screen:values}}"sErrorCode":"500121","arrUserProofs":[{"authMethodId":"PhoneAppOTP","data":"PhoneAppOTP","display":"","isDefault":true,"isLocationAware":false}],{{screen:factor-urls}}{{screen:bottom}})"},

            // After the second factor.
            {.name = "not-assigned",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":50105,"strServiceExceptionMessage":"AADSTS50105: The signed in user {{username|json}} is not assigned to a role for the application.","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "device",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedConditionalAccess" />{{screen:values}}"sErrorCode":"53000","pgid":"ConvergedConditionalAccess"{{screen:bottom}})"},
            {.name = "blocked",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedConditionalAccess" />{{screen:values}}"urlPost":"/common/reprocess","pgid":"ConvergedConditionalAccess"{{screen:bottom}})"},
            {.name = "consent",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedConsent" />{{screen:values}}"arrScopes":[{"label":"Sign you in","isRisky":false}],"urlPost":"/common/Consent/Set","pgid":"ConvergedConsent"{{screen:bottom}})"},
            {.name = "terms",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedTermsOfUse" />{{screen:values}}"urlPost":"/common/TermsOfUse","pgid":"ConvergedTermsOfUse"{{screen:bottom}})"},
            {.name = "loop",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":50196,"strServiceExceptionMessage":"AADSTS50196: The server terminated an operation because it encountered a client request loop.","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "throttled",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":90055,"strServiceExceptionMessage":"AADSTS90055: There are too many requests.","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "other-method",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":75011,"strServiceExceptionMessage":"AADSTS75011: Authentication method by which the user authenticated with the service doesn't match requested authentication method.","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "new-interrupt",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedSomethingNew" />{{screen:values}}"urlPost":"/common/somethingnew","pgid":"ConvergedSomethingNew"{{screen:bottom}})"},
            // After the way back from the AD FS.
            {.name = "not-synchronised",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":51004,"strServiceExceptionMessage":"AADSTS51004: The user account does not exist in the directory.","pgid":"ConvergedError"{{screen:bottom}})"},
            {.name = "unknown-realm",
             .body =
                 R"({{screen:top}}<meta name="PageID" content="ConvergedError" />{{screen:values}}"iErrorCode":50107,"strServiceExceptionMessage":"AADSTS50107: The requested federation realm object does not exist.","pgid":"ConvergedError"{{screen:bottom}})"},
};

constexpr Detour kDetours[] = {
    {"entra-unknown-app", "no application has the Entity ID", IdpAppNotFound, "start",
     "unknown-app"},
    {"entra-unknown-acs", "the application does not list the ACS URL", IdpAcsNotRegistered, "start",
     "unknown-acs"},
    {"entra-no-request", "the SAMLRequest does not arrive", IdpError, "start", "no-request"},
    {"entra-phone-sign-in", "the user signs in by phone alone", NeedsBrowser, "sign-in",
     "phone-sign-in"},
    {"entra-unknown-user", "nobody has the user name", UnknownUser, "credential-type",
     "credential-type-unknown"},
    {"entra-personal-account", "the user name is a personal account's", UnknownUser,
     "credential-type", "credential-type-consumer"},
    {"entra-throttled-question", "too many questions about users", RateLimited, "credential-type",
     "credential-type-throttled"},
    {"entra-passkey", "the user has no password", NeedsBrowser, "credential-type",
     "credential-type-key"},
    {"entra-undeclared-federation", "the password belongs to a host that nobody declared",
     SecretHostRefused, "credential-type", "credential-type-federated"},
    {"entra-wrong-password", "another password", CredentialsRejected, "second-factor",
     "wrong-password"},
    {"entra-locked", "the account is locked", AccountLocked, "second-factor", "locked"},
    {"entra-disabled", "the account is disabled", AccountDisabled, "reload", "disabled"},
    {"entra-no-agent", "no agent of the pass-through authentication answers", IdpError, "reload",
     "no-agent"},
    {"entra-password-expired", "the password has expired", PasswordExpired, "second-factor",
     "change-password"},
    {"entra-reload-elsewhere", "the password should be repeated to another host", PageNotRecognised,
     "reload", "reload-elsewhere"},
    {"entra-reload-forever", "the password should be repeated without end", NoProgress, "reload",
     "reload-forever"},
    {"entra-key-only", "the only second factor is a passkey", MfaRequired, "second-factor",
     "key-only"},
    {"entra-phone-only", "the only second factor is a phone", MfaRequired, "second-factor",
     "phone-only"},
    {"entra-registration", "a second factor must be registered first", MfaEnrolmentRequired,
     "second-factor", "registration"},
    {"entra-wrong-code", "another secret for codes", MfaRejected, "end", "wrong-code"},
    {"entra-used-code", "the code was used before", MfaCodeUsed, "end", "used-code"},
    {"entra-flow-expired", "the flow token has expired", SessionLost, "end", "flow-expired"},
    {"entra-other-waiting", "another sign-in of the user waits for an approval", RateLimited,
     "begin", "other-waiting"},
    {"entra-factor-again", "the second factor is not believed", MfaRejected, "confirm-app",
     "factor-again"},
    {"entra-not-assigned", "the user is not assigned to the application", UserNotAssigned,
     "confirm-app", "not-assigned"},
    {"entra-device", "Conditional Access wants a compliant device", PolicyDenied, "confirm-app",
     "device"},
    {"entra-blocked", "Conditional Access blocks the sign-in", PolicyDenied, "second-factor",
     "blocked"},
    {"entra-consent", "nobody has consented to the application", ConsentRequired, "confirm-app",
     "consent"},
    {"entra-terms", "terms of use are to be accepted", TermsRequired, "stay-signed-in", "terms"},
    {"entra-loop", "the login goes round in a loop", SessionLost, "stay-signed-in", "loop"},
    {"entra-throttled", "too many requests", RateLimited, "sign-in", "throttled"},
    {"entra-other-method", "the request demands another method", PolicyDenied, "saml-response",
     "other-method"},
    {"entra-new-interrupt", "a page that is new at Microsoft", PageNotRecognised, "stay-signed-in",
     "new-interrupt"},
};

constexpr Detour kFederatedDetours[] = {
    {"entra-not-synchronised", "AD FS knows the user and Entra does not", UnknownUser,
     "stay-signed-in", "not-synchronised"},
    {"entra-unknown-realm", "Entra does not know the AD FS that answers", IdpError,
     "stay-signed-in", "unknown-realm"},
};

}  // namespace

constinit const LookAlike kEntra = {.name = "entra",
                                    .adapter = "entra",
                                    .sso_path = kEntry,
                                    .issuer = kIssuer,
                                    .cookie = "esctx",
                                    .needs = "code",
                                    .endpoints = kEndpoints,
                                    .screens = kScreens,
                                    .detours = kDetours};

constinit const LookAlike kEntraFederated = {.name = "entra-federated",
                                             .adapter = "entra",
                                             .sso_path = kEntry,
                                             .issuer = kIssuer,
                                             .cookie = "esctx",
                                             .needs = "code",
                                             .endpoints = kFederatedEndpoints,
                                             .screens = kScreens,
                                             .detours = kFederatedDetours,
                                             .leads_to = "adfs"};

}  // namespace flexverify::lab
