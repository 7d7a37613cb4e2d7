// The Response of the identity provider, parsed without trusting it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/saml/signature.h"

namespace flexverify::saml {

struct NamedAttribute {
  std::string name;
  std::string name_format;
  std::vector<std::string> values;
};

struct SubjectConfirmation {
  std::string method;
  std::string recipient;
  std::string in_response_to;
  std::optional<base::WallTime> not_before, not_on_or_after;
};

struct Assertion {
  std::string id;
  std::string issuer;
  std::optional<base::WallTime> issue_instant;
  std::string name_id;
  std::string name_id_format;
  std::vector<SubjectConfirmation> confirmations;
  std::optional<base::WallTime> not_before, not_on_or_after;  // of Conditions
  std::vector<std::string> audiences;
  std::optional<base::WallTime> authn_instant, session_not_on_or_after;
  std::string authn_context;
  std::vector<NamedAttribute> attributes;
};

struct Response {
  std::string id;
  std::string issuer;
  std::string destination;
  std::string in_response_to;
  std::optional<base::WallTime> issue_instant;
  std::string status;         // the top StatusCode, whole URI
  std::string second_status;  // "" when absent
  std::string status_message;
  std::size_t assertion_count = 0;  // anywhere in the document
  std::size_t encrypted_count = 0;
  std::optional<Assertion> assertion;  // the direct child of Response, when there is exactly one
  // A comment stands inside the NameID or an attribute's value: what is read here is the whole
  // value, other readers stop at the comment.
  bool comment_in_value = false;
  SignatureReport response_signature;
  SignatureReport assertion_signature;
};

// Why a SAMLResponse cannot be read at all.
enum class ResponseFault { NotBase64, UnsafeXml, NotXml, NotAResponse, TooLarge };
struct DecodeFailure {
  ResponseFault fault;
  std::string detail;
};

// The base64 field value of the HTTP-POST binding, at most 1 MiB decoded. Signatures are verified
// with `trusted` (PEM or bare base64 DER certificates); when it is empty, with the certificate
// embedded in the message, which proves only that the message is whole.
[[nodiscard]] tl::expected<Response, DecodeFailure> decode_response(
    std::string_view saml_response, const std::vector<std::string>& trusted);
// The same from XML.
[[nodiscard]] tl::expected<Response, DecodeFailure> parse_response(
    std::string_view xml, const std::vector<std::string>& trusted);

}  // namespace flexverify::saml
