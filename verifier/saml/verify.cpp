#include "verifier/saml/verify.h"

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <xmlsec/crypto.h>
#include <xmlsec/keysmngr.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "verifier/base/text.h"
#include "verifier/saml/certificate.h"

namespace flexverify::saml {
namespace {

struct Algorithm {
  std::string_view uri;
  std::string_view name;
  bool weak;
};
// Everything else, HMAC above all, is refused.
constexpr std::array<Algorithm, 8> kSignatures = {{
    {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "rsa-sha1", true},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "rsa-sha256", false},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "rsa-sha384", false},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "rsa-sha512", false},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", "ecdsa-sha1", true},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ecdsa-sha256", false},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "ecdsa-sha384", false},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "ecdsa-sha512", false},
}};
constexpr std::array<Algorithm, 4> kDigests = {{
    {"http://www.w3.org/2000/09/xmldsig#sha1", "sha1", true},
    {"http://www.w3.org/2001/04/xmlenc#sha256", "sha256", false},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", "sha384", false},
    {"http://www.w3.org/2001/04/xmlenc#sha512", "sha512", false},
}};
constexpr std::array<std::string_view, 2> kCanonical = {
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"};
constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

template <std::size_t N>
const Algorithm* named(const std::array<Algorithm, N>& table, std::string_view uri) {
  const auto row =
      std::find_if(table.begin(), table.end(), [&](const Algorithm& a) { return a.uri == uri; });
  return row == table.end() ? nullptr : &*row;
}

bool is_canonical(std::string_view uri) {
  return std::find(kCanonical.begin(), kCanonical.end(), uri) != kCanonical.end();
}

SignatureReport refused(SignatureReport report, std::string why) {
  report.state = SignatureState::Refused;
  report.detail = std::move(why);
  return report;
}

std::string algorithm_of(XmlNode parent, std::string_view name) {
  return attribute(child(parent, kSignature, name), "Algorithm");
}

bool transforms_allowed(XmlNode reference) {
  for (const XmlNode transform :
       children(child(reference, kSignature, "Transforms"), kSignature, "Transform")) {
    const std::string uri = attribute(transform, "Algorithm");
    if (uri != kEnveloped && !is_canonical(uri)) return false;
  }
  return true;
}

// The structure before any cryptography: one reference, to the parent, by permitted means.
SignatureReport inspect(XmlNode element, XmlNode signature) {
  SignatureReport report;
  report.state = SignatureState::Invalid;
  const XmlNode info = child(signature, kSignature, "SignedInfo");
  const Algorithm* method = named(kSignatures, algorithm_of(info, "SignatureMethod"));
  if (method == nullptr) return refused(report, "the signature algorithm is not accepted");
  report.algorithm = method->name;
  if (!is_canonical(algorithm_of(info, "CanonicalizationMethod")))
    return refused(report, "only exclusive canonicalization is accepted");
  const auto references = children(info, kSignature, "Reference");
  if (references.size() != 1) return refused(report, "a signature must have one reference");
  const Algorithm* digest = named(kDigests, algorithm_of(references[0], "DigestMethod"));
  if (digest == nullptr) return refused(report, "the digest algorithm is not accepted");
  report.digest = digest->name;
  report.weak = method->weak || digest->weak;
  const std::string id = attribute(element, "ID");
  const std::string uri = attribute(references[0], "URI");
  const bool whole = uri.empty() && element->parent->type == XML_DOCUMENT_NODE;
  if (!whole && (id.empty() || uri != "#" + id))
    return refused(report, "the signature is over another element than the one that carries it");
  if (!transforms_allowed(references[0]))
    return refused(report, "only the enveloped and exclusive transforms are accepted");
  if (!children(signature, kSignature, "Object").empty())
    return refused(report, "a signature must not carry an Object");
  return report;
}

struct FreeContext {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};

// Verifies with this one certificate's key and nothing that the message names.
bool holds(XmlNode signature, const std::string& der) {
  const std::unique_ptr<xmlSecDSigCtx, FreeContext> context(xmlSecDSigCtxCreate(nullptr));
  if (!context) return false;
  context->enabledReferenceUris = xmlSecTransformUriTypeEmpty | xmlSecTransformUriTypeSameDocument;
  context->signKey =
      xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(der.data()), static_cast<xmlSecSize>(der.size()),
                                   xmlSecKeyDataFormatCertDer, nullptr, nullptr, nullptr);
  if (context->signKey == nullptr) return false;
  return xmlSecDSigCtxVerify(context.get(), signature) >= 0 &&
         context->status == xmlSecDSigStatusSucceeded;
}

std::vector<std::string> embedded(XmlNode signature) {
  std::vector<std::string> found;
  const XmlNode info = child(signature, kSignature, "KeyInfo");
  for (const XmlNode data : children(info, kSignature, "X509Data"))
    for (const XmlNode certificate : children(data, kSignature, "X509Certificate"))
      if (auto der = certificate_der(text_of(certificate))) found.push_back(std::move(*der));
  return found;
}

std::vector<std::string> ders_of(const std::vector<std::string>& certificates) {
  std::vector<std::string> ders;
  for (const std::string& text : certificates)
    if (auto der = certificate_der(text)) ders.push_back(std::move(*der));
  return ders;
}

}  // namespace

SignatureReport verify_signature(XmlNode element, const std::vector<std::string>& trusted) {
  const auto signatures = children(element, kSignature, "Signature");
  if (signatures.empty()) return {};
  if (signatures.size() > 1) return refused({}, "an element must carry one signature");
  const XmlNode signature = signatures.front();
  SignatureReport report = inspect(element, signature);
  const std::vector<std::string> named_in_message = embedded(signature);
  if (!named_in_message.empty())
    report.certificate = describe_certificate(named_in_message.front());
  if (report.state == SignatureState::Refused) return report;
  report.pinned = !trusted.empty();
  const std::vector<std::string> keys = report.pinned ? ders_of(trusted) : named_in_message;
  if (keys.empty()) {
    report.detail = report.pinned ? "no trusted certificate can be read"
                                  : "no certificate is at hand to verify it with";
    return report;
  }
  const auto key = std::find_if(keys.begin(), keys.end(),
                                [&](const auto& der) { return holds(signature, der); });
  if (key == keys.end()) {
    report.detail = report.pinned ? "it was not made with a trusted certificate, or the message "
                                    "was changed"
                                  : "the message was changed after it was signed";
    return report;
  }
  report.state = SignatureState::Valid;
  report.certificate = describe_certificate(*key);
  return report;
}

bool register_ids(const XmlDocument& document) {
  std::set<std::string> seen;
  for (const XmlNode node : descendants(root_of(document)))
    for (const char* name : {"ID", "Id", "id", "AssertionID"}) {
      const std::string id = attribute(node, name);
      if (!id.empty() && !seen.insert(id).second) return false;
    }
  for (const XmlNode node : descendants(root_of(document))) {
    if (!is_element(node, kProtocol, "Response") && !is_element(node, kAssertion, "Assertion"))
      continue;
    xmlAttr* id = xmlHasProp(node, reinterpret_cast<const xmlChar*>("ID"));
    const std::string value = attribute(node, "ID");
    if (id != nullptr && !value.empty())
      xmlAddID(nullptr, document.get(), reinterpret_cast<const xmlChar*>(value.c_str()), id);
  }
  return true;
}

}  // namespace flexverify::saml
