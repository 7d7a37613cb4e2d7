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

// OpenSSL's words for a server that speaks HTTP where TLS was expected.
bool speaks_no_tls(const Symptoms& symptoms) {
  return base::contains(symptoms.words, "wrong version number") ||
         base::contains(symptoms.words, "packet length too long");
}
// Under TLS 1.3 the server refuses after the handshake, and its connection may be gone before its
// words are read.
bool wants_client_certificate(const Symptoms& symptoms) {
  static constexpr std::array kEnds = {CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
                                       CURLE_GOT_NOTHING};
  return symptoms.asked_for_certificate && symptoms.verify_error == X509_V_OK &&
         !symptoms.answer_begun &&
         std::ranges::count(kEnds, static_cast<CURLcode>(symptoms.code)) > 0;
}

FailureKind kind_of_certificate(int verify_error) {
  switch (verify_error) {
    case X509_V_OK:  // the chain is good, so it was the name
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return FailureKind::TlsHostname;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return FailureKind::TlsExpired;
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return FailureKind::TlsIncomplete;
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
  if (!symptoms.inside.empty()) return FailureKind::Address;
  if (symptoms.too_large) return FailureKind::TooLarge;
  if (proxy_is_to_blame(symptoms)) return FailureKind::Proxy;
  if (wants_client_certificate(symptoms)) return FailureKind::TlsOther;
  // libcurl tells a revoked certificate as a handshake that failed.
  if (symptoms.code == CURLE_PEER_FAILED_VERIFICATION ||
      (symptoms.code == CURLE_SSL_CONNECT_ERROR && symptoms.verify_error != X509_V_OK))
    return kind_of_certificate(symptoms.verify_error);
  const auto* row = std::ranges::find(kKinds, static_cast<CURLcode>(symptoms.code), &Row::code);
  if (row != kKinds.end()) return row->kind;
  return symptoms.answer_begun ? FailureKind::Malformed : FailureKind::Connect;
}

// What is wrong with a certificate besides who issued it has its own advice: --ca-file is none.
struct Advice {
  int verify_error;
  std::string_view hint;
};
constexpr std::string_view kStrongKey =
    "Install a certificate with a longer key (RSA of 2048 bits, or P-256), signed with SHA-256.";
constexpr std::string_view kRightChain =
    "One of the certificates above it may not issue others: install the right intermediate.";
constexpr std::string_view kOtherAuthority =
    "The authority above it may not issue for this name: get a certificate from another one.";
constexpr std::array kAdvice = {
    Advice{
        X509_V_ERR_CERT_NOT_YET_VALID,
        "Install a certificate that is valid already, or wait for its first day; check the clock "
        "of this machine, too."},
    Advice{X509_V_ERR_EE_KEY_TOO_SMALL, kStrongKey},
    Advice{X509_V_ERR_CA_KEY_TOO_SMALL, kStrongKey},
    Advice{X509_V_ERR_CA_MD_TOO_WEAK, kStrongKey},
    Advice{X509_V_ERR_PERMITTED_VIOLATION, kOtherAuthority},
    Advice{X509_V_ERR_EXCLUDED_VIOLATION, kOtherAuthority},
    Advice{X509_V_ERR_PATH_LENGTH_EXCEEDED, kRightChain},
    Advice{X509_V_ERR_INVALID_CA, kRightChain},
    Advice{X509_V_ERR_INVALID_PURPOSE,
           "Install a certificate for TLS servers (extended key usage serverAuth)."},
    Advice{X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
           "Let the server send the intermediate certificate as well; where the authority is a "
           "private one, name its root with --ca-file."},
    Advice{X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE,
           "Install a certificate whose key usage has digitalSignature."},
    Advice{X509_V_ERR_CERT_REVOKED,
           "Install a new certificate: its authority has revoked this one."},
};

std::string hint_of(const Symptoms& symptoms) {
  if (wants_client_certificate(symptoms))
    return "Give it the certificate that managed browsers have: --client-cert and --client-key.";
  const auto* row = std::ranges::find(kAdvice, symptoms.verify_error, &Advice::verify_error);
  return row == kAdvice.end() ? "" : std::string(row->hint);
}

std::string certificate_words(int verify_error) {
  return verify_error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
             ? "the server sends nothing of the authority that issued it"
             : X509_verify_cert_error_string(verify_error);
}

std::string words_of(const Symptoms& symptoms) {
  if (!symptoms.peer_words.empty()) return symptoms.peer_words;
  if (wants_client_certificate(symptoms))
    return "it asks for a client certificate, and ends the connection without one";
  if (speaks_no_tls(symptoms)) return "it answers in plain HTTP, without TLS, on this port";
  if (symptoms.code == CURLE_OUT_OF_MEMORY) return "a header line is longer than permitted";
  if (symptoms.verify_error != X509_V_OK) return certificate_words(symptoms.verify_error);
  if (!symptoms.words.empty()) return base::printable(symptoms.words);
  return curl_easy_strerror(static_cast<CURLcode>(symptoms.code));
}

}  // namespace

Failure diagnose(const Symptoms& symptoms) {
  const FailureKind kind = kind_of(symptoms);
  if (kind == FailureKind::Address) return {kind, symptoms.inside};
  if (kind == FailureKind::Cancelled) return {kind, "stopped before the answer was there"};
  if (symptoms.too_large) return {kind, "the answer is larger than permitted"};
  return {kind, words_of(symptoms), hint_of(symptoms)};
}

}  // namespace flexverify::net
