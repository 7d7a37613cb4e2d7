#include "verifier/net/failure_findings.h"

#include <fmt/core.h>

namespace flexverify::net {
namespace {

struct Meaning {
  model::Code code;
  const char* text;  // {0} is the host, {1} the words of the library, {2} the time limit
};

Meaning meaning_of(FailureKind kind) {
  using model::Code;
  switch (kind) {
    case FailureKind::Dns:
      return {Code::DnsFailed, "{0} could not be resolved ({1})."};
    case FailureKind::Address:
      return {Code::AddressRefused,
              "The login leads to {0}, which has {1}. Nobody named that host, and nothing was sent "
              "to it."};
    case FailureKind::Connect:
      return {Code::ConnectFailed, "No connection to {0} ({1})."};
    case FailureKind::Proxy:
      return {Code::ProxyFailed, "The proxy made no connection to {0} ({1})."};
    case FailureKind::Timeout:
      return {Code::Timeout, "{0} did not answer within {2} ({1})."};
    case FailureKind::TlsUntrusted:
      return {Code::TlsUntrusted, "The certificate of {0} is not trusted here ({1})."};
    case FailureKind::TlsIncomplete:
      return {Code::TlsUntrusted,
              "The certificate chain of {0} is incomplete ({1}). Browsers may know the missing "
              "certificate from elsewhere; this machine does not."};
    case FailureKind::TlsHostname:
      return {Code::TlsHostnameMismatch, "The certificate of {0} is not for that name ({1})."};
    case FailureKind::TlsExpired:
      return {Code::TlsExpired, "The certificate of {0}, or one above it, has expired ({1})."};
    case FailureKind::TlsOther:
      return {
          Code::ConnectFailed,
          "No TLS connection to {0} could be agreed on ({1}). TLS 1.2 or newer is needed, with a "
          "key of RSA, P-256 or P-384 and a suite that browsers have; a server that wants a client "
          "certificate gets one with --client-cert."};
    case FailureKind::TooLarge:
      return {Code::ResponseTooLarge, "The answer of {0} was cut off ({1})."};
    case FailureKind::Malformed:
      return {Code::ResponseMalformed, "The answer of {0} could not be read ({1})."};
    case FailureKind::Cancelled:
      return {Code::Interrupted, "The check was stopped while it talked to {0} ({1})."};
  }
  return {Code::InternalBug, "{0}: {1}"};
}

}  // namespace

model::Finding finding_for(const Failure& failure, const web::Url& url, base::Millis timeout) {
  const Meaning meaning = meaning_of(failure.kind);
  model::Finding finding = model::make_finding(
      meaning.code, fmt::format(fmt::runtime(meaning.text), web::host_and_port(url), failure.detail,
                                base::format_duration(timeout)));
  finding.hint = failure.hint;
  if (failure.kind == FailureKind::TlsIncomplete) finding.severity = model::Severity::Unknown;
  return finding;
}

}  // namespace flexverify::net
