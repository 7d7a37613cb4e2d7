#include "verifier/saml/schema.h"

#include <fmt/core.h>
#include <libxml/tree.h>

#include <algorithm>
#include <array>
#include <span>

#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

constexpr std::size_t kMostFaults = 5;
constexpr int kMany = 1000;

// A child and its step in the sequence; the alternatives of a choice share a step.
struct Part {
  std::string_view space, name;
  std::size_t step;
};
struct Occurs {
  int least, most;
};
enum class Type { Text, Name };  // anything; xs:NCName, which is xs:ID as well
struct Attribute {
  std::string_view name;
  Type type = Type::Text;
  bool required = false;
};
struct Shape {
  std::string_view space, name, clause;
  std::span<const Attribute> attributes;
  std::span<const Part> parts;
  std::span<const Occurs> steps;
  bool open = false;  // other attributes, text and elements are allowed
};

constexpr auto A = kAssertion, P = kProtocol, S = kSignature;

// An InResponseTo is as the service chose it: that it is an xs:NCName is not the provider's doing.
constexpr Attribute kResponseAttributes[] = {{"ID", Type::Name, true},
                                             {"Version", Type::Text, true},
                                             {"IssueInstant", Type::Text, true},
                                             {"InResponseTo"},
                                             {"Destination"},
                                             {"Consent"}};
constexpr Part kResponseParts[] = {{A, "Issuer", 0},     {S, "Signature", 1},
                                   {P, "Extensions", 2}, {P, "Status", 3},
                                   {A, "Assertion", 4},  {A, "EncryptedAssertion", 4}};
constexpr Occurs kResponseSteps[] = {{0, 1}, {0, 1}, {0, 1}, {1, 1}, {0, kMany}};

constexpr Part kStatusParts[] = {
    {P, "StatusCode", 0}, {P, "StatusMessage", 1}, {P, "StatusDetail", 2}};
constexpr Occurs kStatusSteps[] = {{1, 1}, {0, 1}, {0, 1}};
constexpr Attribute kStatusCodeAttributes[] = {{"Value", Type::Text, true}};
constexpr Part kStatusCodeParts[] = {{P, "StatusCode", 0}};
constexpr Occurs kOptional[] = {{0, 1}};

constexpr Attribute kAssertionAttributes[] = {
    {"Version", Type::Text, true}, {"ID", Type::Name, true}, {"IssueInstant", Type::Text, true}};
constexpr Part kAssertionParts[] = {{A, "Issuer", 0},
                                    {S, "Signature", 1},
                                    {A, "Subject", 2},
                                    {A, "Conditions", 3},
                                    {A, "Advice", 4},
                                    {A, "Statement", 5},
                                    {A, "AuthnStatement", 5},
                                    {A, "AuthzDecisionStatement", 5},
                                    {A, "AttributeStatement", 5}};
constexpr Occurs kAssertionSteps[] = {{1, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, kMany}};

constexpr Attribute kNameAttributes[] = {
    {"NameQualifier"}, {"SPNameQualifier"}, {"Format"}, {"SPProvidedID"}};
constexpr Part kSubjectParts[] = {
    {A, "BaseID", 0}, {A, "NameID", 0}, {A, "EncryptedID", 0}, {A, "SubjectConfirmation", 1}};
constexpr Occurs kSubjectSteps[] = {{0, 1}, {0, kMany}};
constexpr Attribute kMethod[] = {{"Method", Type::Text, true}};
constexpr Part kConfirmationParts[] = {
    {A, "BaseID", 0}, {A, "NameID", 0}, {A, "EncryptedID", 0}, {A, "SubjectConfirmationData", 1}};
constexpr Occurs kConfirmationSteps[] = {{0, 1}, {0, 1}};
constexpr Attribute kDataAttributes[] = {
    {"NotBefore"}, {"NotOnOrAfter"}, {"Recipient"}, {"InResponseTo"}, {"Address"}};

constexpr Attribute kConditionsAttributes[] = {{"NotBefore"}, {"NotOnOrAfter"}};
constexpr Part kConditionsParts[] = {{A, "Condition", 0},
                                     {A, "AudienceRestriction", 0},
                                     {A, "OneTimeUse", 0},
                                     {A, "ProxyRestriction", 0}};
constexpr Occurs kAny[] = {{0, kMany}};
constexpr Part kAudienceParts[] = {{A, "Audience", 0}};
constexpr Occurs kSome[] = {{1, kMany}};

constexpr Attribute kAuthnAttributes[] = {
    {"AuthnInstant", Type::Text, true}, {"SessionIndex"}, {"SessionNotOnOrAfter"}};
constexpr Part kAuthnParts[] = {{A, "SubjectLocality", 0}, {A, "AuthnContext", 1}};
constexpr Occurs kAuthnSteps[] = {{0, 1}, {1, 1}};
constexpr Part kContextParts[] = {{A, "AuthnContextClassRef", 0},
                                  {A, "AuthnContextDecl", 1},
                                  {A, "AuthnContextDeclRef", 1},
                                  {A, "AuthenticatingAuthority", 2}};
constexpr Occurs kContextSteps[] = {{0, 1}, {0, 1}, {0, kMany}};

constexpr Part kAttributesParts[] = {{A, "Attribute", 0}, {A, "EncryptedAttribute", 0}};
constexpr Attribute kAttributeAttributes[] = {{"Name", Type::Text, true}};
constexpr Part kAttributeParts[] = {{A, "AttributeValue", 0}};

constexpr Part kSignatureParts[] = {
    {S, "SignedInfo", 0}, {S, "SignatureValue", 1}, {S, "KeyInfo", 2}, {S, "Object", 3}};
constexpr Occurs kSignatureSteps[] = {{1, 1}, {1, 1}, {0, 1}, {0, kMany}};
constexpr Attribute kId[] = {{"Id", Type::Name}};

constexpr Part kX509Parts[] = {{S, "X509IssuerSerial", 0},
                               {S, "X509SKI", 0},
                               {S, "X509SubjectName", 0},
                               {S, "X509Certificate", 0},
                               {S, "X509CRL", 0}};

constexpr std::array kShapes = {
    Shape{P, "Response", "SAML core 3.3.3", kResponseAttributes, kResponseParts, kResponseSteps},
    Shape{P, "Status", "SAML core 3.2.2.1", {}, kStatusParts, kStatusSteps},
    Shape{P, "StatusCode", "SAML core 3.2.2.2", kStatusCodeAttributes, kStatusCodeParts, kOptional},
    Shape{A, "Assertion", "SAML core 2.3.3", kAssertionAttributes, kAssertionParts,
          kAssertionSteps},
    Shape{A, "Subject", "SAML core 2.4.1", {}, kSubjectParts, kSubjectSteps},
    Shape{A, "SubjectConfirmation", "SAML core 2.4.1.1", kMethod, kConfirmationParts,
          kConfirmationSteps},
    Shape{A, "SubjectConfirmationData", "SAML core 2.4.1.2", kDataAttributes, {}, {}, true},
    Shape{A, "Conditions", "SAML core 2.5.1", kConditionsAttributes, kConditionsParts, kAny},
    Shape{A, "AudienceRestriction", "SAML core 2.5.1.4", {}, kAudienceParts, kSome},
    Shape{A, "AuthnStatement", "SAML core 2.7.2", kAuthnAttributes, kAuthnParts, kAuthnSteps},
    Shape{A, "AuthnContext", "SAML core 2.7.2.2", {}, kContextParts, kContextSteps},
    Shape{A, "AttributeStatement", "SAML core 2.7.3", {}, kAttributesParts, kSome},
    Shape{A, "Attribute", "SAML core 2.7.3.1", kAttributeAttributes, kAttributeParts, kAny, true},
    Shape{S, "Signature", "XML Signature 4.2", kId, kSignatureParts, kSignatureSteps},
    Shape{S, "X509Data", "XML Signature 4.5.4", {}, kX509Parts, kSome, true}};

// Elements that hold text and no more than these attributes.
constexpr Shape kIssuer{A, "Issuer", "SAML core 2.2.5", kNameAttributes, {}, {}};
constexpr Shape kNameId{A, "NameID", "SAML core 2.2.3", kNameAttributes, {}, {}};

std::string_view name_of(const xmlNode* node) { return reinterpret_cast<const char*>(node->name); }
std::string_view space_of(const xmlNode* node) {
  return node->ns == nullptr ? "" : reinterpret_cast<const char*>(node->ns->href);
}

// Letters are not told apart further: no provider writes an exotic ID.
bool is_nc_name(std::string_view text) {
  if (text.empty()) return false;
  const auto starts = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  };
  const auto goes_on = [&](char c) {
    return starts(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return starts(text.front()) && std::ranges::all_of(text, goes_on);
}

class Checker {
 public:
  void check(const Shape& shape, xmlNode* node) {
    check_attributes(shape, node);
    check_children(shape, node);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(faults_); }
  [[nodiscard]] bool is_full() const { return faults_.size() >= kMostFaults; }

 private:
  void say(const Shape& shape, const std::string& what) {
    if (!is_full()) faults_.push_back(fmt::format("{} {} ({})", shape.name, what, shape.clause));
  }

  void check_attributes(const Shape& shape, xmlNode* node) {
    for (const Attribute& one : shape.attributes) {
      if (!has_attribute(node, one.name)) {
        if (one.required) say(shape, fmt::format("has no {}", one.name));
        continue;
      }
      if (one.type == Type::Name && !is_nc_name(base::trim(attribute(node, one.name))))
        say(shape, fmt::format("has the {} \"{}\", which does not begin with a letter or _",
                               one.name, base::printable(attribute(node, one.name), 60)));
    }
    if (!shape.open) check_unknown_attributes(shape, node);
  }

  void check_unknown_attributes(const Shape& shape, const xmlNode* node) {
    for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
      const std::string_view name = reinterpret_cast<const char*>(at->name);
      const bool known =
          at->ns == nullptr &&
          std::ranges::find(shape.attributes, name, &Attribute::name) != shape.attributes.end();
      if (!known && !is_xsi(at->ns))
        say(shape, fmt::format("has an attribute {}", base::printable(name, 60)));
    }
  }

  // xsi:schemaLocation and the like are allowed everywhere.
  static bool is_xsi(const xmlNs* space) {
    constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";
    return space != nullptr && kInstance == reinterpret_cast<const char*>(space->href);
  }

  void check_children(const Shape& shape, xmlNode* node) {
    if (shape.open && shape.parts.empty()) return;
    std::vector<int> counts(shape.steps.size(), 0);
    std::size_t step = 0;
    for (xmlNode* at = node->children; at != nullptr; at = at->next) {
      check_text(shape, at);
      if (at->type == XML_ELEMENT_NODE) check_child(shape, at, step, counts);
    }
    check_counts(shape, counts);
  }

  void check_text(const Shape& shape, const xmlNode* node) {
    if (shape.parts.empty() || node->type != XML_TEXT_NODE) return;
    const std::string_view text = reinterpret_cast<const char*>(node->content);
    if (!base::trim(text).empty()) say(shape, "holds text beside its elements");
  }

  void check_child(const Shape& shape, const xmlNode* node, std::size_t& step,
                   std::vector<int>& counts) {
    const auto part = std::ranges::find_if(shape.parts, [&](const Part& one) {
      return one.name == name_of(node) && one.space == space_of(node);
    });
    if (part == shape.parts.end())
      return say(shape, fmt::format("holds an element {} that has no place there",
                                    base::printable(name_of(node), 60)));
    if (part->step < step) say(shape, fmt::format("holds {} in the wrong place", part->name));
    step = std::max(step, part->step);
    ++counts[part->step];
  }

  void check_counts(const Shape& shape, const std::vector<int>& counts) {
    for (std::size_t step = 0; step < counts.size(); ++step) {
      const std::string_view name = std::ranges::find(shape.parts, step, &Part::step)->name;
      if (counts[step] < shape.steps[step].least) say(shape, fmt::format("has no {}", name));
      if (counts[step] > shape.steps[step].most)
        say(shape, fmt::format("has more than one {}", name));
    }
  }

  std::vector<std::string> faults_;
};

bool is_open_below(const xmlNode* node) {
  constexpr std::array<std::string_view, 6> kOpen = {
      "Extensions",        "StatusDetail", "Advice", "AttributeValue", "SubjectConfirmationData",
      "EncryptedAssertion"};
  return std::ranges::find(kOpen, name_of(node)) != kOpen.end();
}

const Shape* shape_of(const xmlNode* node) {
  for (const Shape* text : {&kIssuer, &kNameId})
    if (text->name == name_of(node) && text->space == space_of(node)) return text;
  const auto* found = std::ranges::find_if(kShapes, [&](const Shape& shape) {
    return shape.name == name_of(node) && shape.space == space_of(node);
  });
  return found == kShapes.end() ? nullptr : found;
}

void walk(xmlNode* node, Checker& checker) {
  if (const Shape* shape = shape_of(node)) checker.check(*shape, node);
  if (is_open_below(node)) return;
  for (xmlNode* at = node->children; at != nullptr && !checker.is_full(); at = at->next)
    if (at->type == XML_ELEMENT_NODE) walk(at, checker);
}

}  // namespace

std::vector<std::string> schema_faults(XmlNode response) {
  Checker checker;
  walk(response, checker);
  return checker.take();
}

}  // namespace flexverify::saml
