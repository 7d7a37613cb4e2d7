// The Response of the identity provider, parsed without trusting it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/saml/certificate.h"
#include "verifier/saml/signature.h"

namespace flexverify::saml {

// Values are as they are written, white space included: services compare them byte by byte.
struct NamedAttribute {
  std::string name;                 // of the claim
  std::string name_format;          // the URI, "" when absent
  std::vector<std::string> values;  // in their order
  std::string friendly_name = {};   // "" when absent
  bool has_comment = false;         // in a value: other readers may stop there
};

// A time that is there and is no xs:dateTime, or one that not everybody reads.
struct UnreadableTime {
  std::string place;  // "NotOnOrAfter of Conditions"
  std::string text;   // what is written
  // Why some do not read it, as the end of a sentence: "has no time zone". "": nobody does.
  std::string_view oddity = {};
};

struct SubjectConfirmation {
  std::string method;          // the URI
  std::string recipient;       // "" when absent
  std::string in_response_to;  // "" when absent
  std::optional<base::WallTime> not_before, not_on_or_after;
  bool has_data = true;                         // a SubjectConfirmationData
  std::vector<UnreadableTime> unreadable = {};  // times of this confirmation
};

struct NameId {
  std::string value;                   // without white space around it
  std::string format;                  // the URI, "" when absent
  std::string name_qualifier = {};     // "" when absent
  std::string sp_name_qualifier = {};  // "" when absent
  bool has_comment = false;            // other readers may stop there
};

struct Assertion {
  std::string id;                                             // of the element
  std::string version = "2.0";                                // of SAML
  std::string issuer;                                         // the identity provider's Entity ID
  std::optional<base::WallTime> issue_instant;                // absent when missing or unreadable
  NameId name_id;                                             // of the Subject
  std::vector<SubjectConfirmation> confirmations;             // of the Subject
  std::optional<base::WallTime> not_before, not_on_or_after;  // of Conditions
  // Every restriction must be met, each by any one of its audiences.
  std::vector<std::vector<std::string>> audience_restrictions;
  std::optional<base::WallTime> session_not_on_or_after;
  std::string authn_context;               // the AuthnContextClassRef, "" when absent
  std::vector<NamedAttribute> attributes;  // its claims
  // One of each is right.
  std::size_t issuer_count = 1, conditions_count = 1, authn_statement_count = 1;
  std::size_t encrypted_ids = 0, encrypted_attributes = 0;  // elements that are not decrypted
};

// What stands where no reader should meet it.
struct Misplaced {
  std::size_t assertions = 0;   // below Advice, or anywhere but in the Response
  std::size_t look_alikes = 0;  // an element of another namespace that is called Assertion
  std::size_t responses = 0;    // an element called Response inside the Response
  std::size_t signatures = 0;   // a Signature whose parent is neither Response nor Assertion
  bool signature_in_unsigned_assertion = false;  // below one that has none of its own
};

struct Response {
  std::string id;                               // of the element
  std::string version = "2.0";                  // of SAML
  std::string issuer;                           // the identity provider's Entity ID
  std::string destination;                      // "" when absent
  bool empty_destination = false;               // it is written, and empty
  std::string in_response_to;                   // "" when absent
  std::optional<base::WallTime> issue_instant;  // absent when missing or unreadable
  std::string status;                           // the top StatusCode, whole URI
  std::string second_status;                    // "" when absent
  std::string status_message;                   // "" when absent
  std::size_t assertion_count = 0;              // outside of Advice
  std::size_t encrypted_count = 0;              // EncryptedAssertion
  Misplaced misplaced;                          // what no reader should meet
  std::optional<Assertion> assertion;  // the direct child of Response, when there is exactly one
  std::vector<UnreadableTime> unreadable_times;  // of all elements
  std::vector<std::string> schema_faults;        // of SAML's schema, at most a few
  bool is_latin1 = false;                        // and holds more than ASCII
  bool has_byte_order_mark = false;              // some readers refuse it
  bool has_carriage_returns = false;             // written as &#13;, outside of signatures
  SignatureReport response_signature;            // of the Response element
  SignatureReport assertion_signature;           // of the Assertion element
  GivenCertificates pasted, published;           // with which the signatures could be verified
};

// Why a SAMLResponse cannot be read at all.
enum class ResponseFault { NotBase64, UnsafeXml, NotXml, NotAResponse, TooLarge };
struct DecodeFailure {
  ResponseFault fault;
  std::string detail;
};

// The base64 field value of the HTTP-POST binding, at most 1 MiB decoded.
[[nodiscard]] tl::expected<Response, DecodeFailure> decode_response(
    std::string_view saml_response, const TrustedCertificates& trusted);
// The same from XML.
[[nodiscard]] tl::expected<Response, DecodeFailure> parse_response(
    std::string_view xml, const TrustedCertificates& trusted);

}  // namespace flexverify::saml
