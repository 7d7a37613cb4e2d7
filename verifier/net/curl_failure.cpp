#include "verifier/net/curl_failure.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::net {
namespace {

struct Row {
  CURLcode code;
  FailureKind kind;
};
// What is not here is Malformed when an answer had begun, and Connect before that.
constexpr std::array kKinds = {
    Row{CURLE_COULDNT_RESOLVE_HOST, FailureKind::Dns},
    Row{CURLE_COULDNT_RESOLVE_PROXY, FailureKind::Proxy},
    Row{CURLE_PROXY, FailureKind::Proxy},
    Row{CURLE_COULDNT_CONNECT, FailureKind::Connect},
    Row{CURLE_OPERATION_TIMEDOUT, FailureKind::Timeout},
    Row{CURLE_PEER_FAILED_VERIFICATION, FailureKind::TlsUntrusted},
    Row{CURLE_SSL_CONNECT_ERROR, FailureKind::TlsOther},
    Row{CURLE_SSL_CERTPROBLEM, FailureKind::TlsOther},
    Row{CURLE_SSL_CIPHER, FailureKind::TlsOther},
    Row{CURLE_SSL_ENGINE_INITFAILED, FailureKind::TlsOther},
    Row{CURLE_PARTIAL_FILE, FailureKind::Malformed},
    Row{CURLE_GOT_NOTHING, FailureKind::Malformed},
    Row{CURLE_WEIRD_SERVER_REPLY, FailureKind::Malformed},
    Row{CURLE_UNSUPPORTED_PROTOCOL, FailureKind::Malformed},  // HTTP/0.9
    Row{CURLE_BAD_CONTENT_ENCODING, FailureKind::Malformed},
    Row{CURLE_WRITE_ERROR, FailureKind::Malformed},
    Row{CURLE_HTTP2, FailureKind::Malformed},
    Row{CURLE_HTTP2_STREAM, FailureKind::Malformed},
    Row{CURLE_OUT_OF_MEMORY, FailureKind::TooLarge},  // libcurl's own bound on a header line
};

FailureKind kind_of_certificate(int verify_error) {
  switch (verify_error) {
    case X509_V_OK:  // the chain is good, so it was the name
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return FailureKind::TlsHostname;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return FailureKind::TlsExpired;
    default:
      return FailureKind::TlsUntrusted;
  }
}

bool proxy_is_to_blame(const Symptoms& symptoms) {
  if (!symptoms.through_proxy) return false;
  return symptoms.code == CURLE_COULDNT_CONNECT || symptoms.proxy_status >= 300;
}

FailureKind kind_of(const Symptoms& symptoms) {
  if (symptoms.stopped) return FailureKind::Cancelled;
  if (symptoms.too_large) return FailureKind::TooLarge;
  if (proxy_is_to_blame(symptoms)) return FailureKind::Proxy;
  if (symptoms.code == CURLE_PEER_FAILED_VERIFICATION)
    return kind_of_certificate(symptoms.verify_error);
  const auto* row = std::ranges::find(kKinds, static_cast<CURLcode>(symptoms.code), &Row::code);
  if (row != kKinds.end()) return row->kind;
  return symptoms.answer_begun ? FailureKind::Malformed : FailureKind::Connect;
}

std::string words_of(const Symptoms& symptoms) {
  if (symptoms.code == CURLE_OUT_OF_MEMORY) return "a header line is longer than permitted";
  if (symptoms.verify_error != X509_V_OK)
    return X509_verify_cert_error_string(symptoms.verify_error);
  if (!symptoms.words.empty()) return base::printable(symptoms.words);
  return curl_easy_strerror(static_cast<CURLcode>(symptoms.code));
}

}  // namespace

Failure diagnose(const Symptoms& symptoms) {
  const FailureKind kind = kind_of(symptoms);
  if (kind == FailureKind::Cancelled) return {kind, "stopped before the answer was there"};
  if (symptoms.too_large) return {kind, "the answer is larger than permitted"};
  return {kind, words_of(symptoms)};
}

}  // namespace flexverify::net
