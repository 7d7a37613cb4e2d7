#include "verifier/saml/signature_structure.h"

#include <libxml/tree.h>
#include <libxml/valid.h>

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/saml/algorithms.h"

namespace flexverify::saml {
namespace {

std::string algorithm_of(XmlNode parent, std::string_view name) {
  return attribute(child(parent, kSignature, name), "Algorithm");
}

// What the reference will find is this element and no other.
bool id_leads_to(XmlNode element, const std::string& id) {
  const xmlAttr* found = xmlGetID(element->doc, reinterpret_cast<const xmlChar*>(id.c_str()));
  return found != nullptr && found->parent == element;
}

// SAML core 5.4.2: the reference is to the ID of the element that carries the signature, or empty
// in the root.
bool refers_to(XmlNode element, XmlNode reference) {
  const bool written = has_attribute(reference, "URI");
  const std::string uri = attribute(reference, "URI");
  if (written && uri.empty()) return element->parent->type == XML_DOCUMENT_NODE;
  const std::string id = attribute(element, "ID");
  return !id.empty() && uri == "#" + id && id_leads_to(element, id);
}

// Why no honest signer writes such a signature; "" when there is nothing of the kind.
std::string_view forged_structure(XmlNode element, XmlNode signature, XmlNode info) {
  const auto references = children(info, kSignature, "Reference");
  if (references.size() != 1) return "a signature must have one reference";
  if (!refers_to(element, references.front()))
    return "the signature is over another element than the one that carries it";
  if (child(signature, kSignature, "Object") != nullptr)
    return "a signature must not carry an Object";
  // Readers differ in what they make of "<!--x-->digest".
  if (has_comment(signature)) return "a signature must not hold a comment";
  return "";
}

// SAML core 5.4.4: the signature is taken out, then the rest is canonicalized; nothing twice.
bool transforms_allowed(XmlNode reference, SignatureReport& report) {
  std::vector<std::string> uris;
  for (const XmlNode one :
       children(child(reference, kSignature, "Transforms"), kSignature, "Transform"))
    uris.push_back(attribute(one, "Algorithm"));
  if (!uris.empty() && uris.front() == kEnveloped) uris.erase(uris.begin());
  if (uris.empty()) return true;
  const Algorithm* canonical = canonicalization(uris.front());
  if (canonical == nullptr || uris.size() > 1) return false;
  report.refused_by = either(report.refused_by, canonical->refused_by);
  if (!canonical->name.empty()) report.canonicalization = canonical->name;
  return true;
}

SignatureReport refused(std::string_view why) {
  SignatureReport report;
  report.state = SignatureState::Refused;
  report.detail = why;
  return report;
}

// Nobody forges by these means, and nobody takes them either.
SignatureReport unknown_means(SignatureReport report, std::string why) {
  report.state = SignatureState::Unchecked;
  report.refused_by = RefusedBy::Both;
  report.detail = std::move(why);
  return report;
}

// HMAC with the certificate as its key is how a signature is forged that looks like one of RSA.
bool is_hmac(std::string_view uri) { return uri.find("hmac") != std::string_view::npos; }

struct Means {
  std::string method, digest, canonical;  // as they are written
};

Means means_of(XmlNode info, XmlNode reference) {
  return {.method = algorithm_of(info, "SignatureMethod"),
          .digest = algorithm_of(reference, "DigestMethod"),
          .canonical = algorithm_of(info, "CanonicalizationMethod")};
}

SignatureReport describe(const Means& means) {
  SignatureReport report;
  report.algorithm = base::printable(means.method, 80);
  report.digest = base::printable(means.digest, 80);
  const Algorithm* method = signature_algorithm(means.method);
  if (method == nullptr) return unknown_means(report, "the signature algorithm is not accepted");
  report.algorithm = method->name;
  const Algorithm* digest = digest_algorithm(means.digest);
  if (digest == nullptr) return unknown_means(report, "the digest algorithm is not accepted");
  report.digest = digest->name;
  const Algorithm* canonical = canonicalization(means.canonical);
  if (canonical == nullptr)
    return unknown_means(report, "the canonicalization is none that SAML knows");
  report.canonicalization = canonical->name;
  report.weak = method->weak || digest->weak;
  report.refused_by = either(either(method->refused_by, digest->refused_by), canonical->refused_by);
  const bool checkable = method->checkable && digest->checkable;
  report.state = checkable ? SignatureState::Invalid : SignatureState::Unchecked;
  if (!checkable) report.detail = "we cannot verify this algorithm";
  return report;
}

}  // namespace

SignatureReport inspect_signature(XmlNode element, XmlNode signature) {
  const XmlNode info = child(signature, kSignature, "SignedInfo");
  const XmlNode reference = child(info, kSignature, "Reference");
  if (const auto forged = forged_structure(element, signature, info); !forged.empty())
    return refused(forged);
  const Means means = means_of(info, reference);
  if (is_hmac(means.method)) return refused("the signature algorithm is not accepted: HMAC");
  SignatureReport report = describe(means);
  if (!transforms_allowed(reference, report))
    return unknown_means(std::move(report),
                         "only the enveloped transform and one canonicalization are accepted");
  return report;
}

}  // namespace flexverify::saml
