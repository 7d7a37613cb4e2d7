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
#include <initializer_list>
#include <memory>

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

// SAML core 5.4.4: the signature is taken out, then the rest is canonicalized; nothing twice.
bool transforms_allowed(XmlNode reference) {
  const auto transforms =
      children(child(reference, kSignature, "Transforms"), kSignature, "Transform");
  std::vector<std::string> uris;
  for (const XmlNode transform : transforms) uris.push_back(attribute(transform, "Algorithm"));
  if (!uris.empty() && uris.front() == kEnveloped) uris.erase(uris.begin());
  return uris.empty() || (uris.size() == 1 && is_canonical(uris.front()));
}

// What the reference will find is this element and no other.
bool id_leads_to(XmlNode element, const std::string& id) {
  const xmlAttr* found = xmlGetID(element->doc, reinterpret_cast<const xmlChar*>(id.c_str()));
  return found != nullptr && found->parent == element;
}

bool refers_to(XmlNode element, XmlNode reference) {
  const xmlAttr* written =
      xmlHasNsProp(reference, reinterpret_cast<const xmlChar*>("URI"), nullptr);
  const std::string uri = attribute(reference, "URI");
  if (written != nullptr && uri.empty()) return element->parent->type == XML_DOCUMENT_NODE;
  const std::string id = attribute(element, "ID");
  return !id.empty() && uri == "#" + id && id_leads_to(element, id);
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
  if (!refers_to(element, references[0]))
    return refused(report, "the signature is over another element than the one that carries it");
  if (!transforms_allowed(references[0]))
    return refused(report, "only the enveloped and exclusive transforms are accepted");
  if (!children(signature, kSignature, "Object").empty())
    return refused(report, "a signature must not carry an Object");
  // No signer writes one there, and readers differ in what they make of "<!--x-->digest".
  if (has_comment(signature)) return refused(report, "a signature must not hold a comment");
  return report;
}

struct FreeContext {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};

// The same as the tables above, once more where the work is done.
bool permit_only_ours(xmlSecDSigCtx* context) {
  context->enabledReferenceUris = xmlSecTransformUriTypeEmpty | xmlSecTransformUriTypeSameDocument;
  bool done = true;
  const auto permit = [&](auto* enable, std::initializer_list<xmlSecTransformId> ids) {
    for (const xmlSecTransformId id : ids) done = enable(context, id) >= 0 && done;
  };
  permit(xmlSecDSigCtxEnableReferenceTransform,
         {xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId,
          xmlSecTransformExclC14NWithCommentsId, xmlSecTransformSha1Id, xmlSecTransformSha256Id,
          xmlSecTransformSha384Id, xmlSecTransformSha512Id});
  permit(xmlSecDSigCtxEnableSignatureTransform,
         {xmlSecTransformExclC14NId, xmlSecTransformExclC14NWithCommentsId,
          xmlSecTransformRsaSha1Id, xmlSecTransformRsaSha256Id, xmlSecTransformRsaSha384Id,
          xmlSecTransformRsaSha512Id, xmlSecTransformEcdsaSha1Id, xmlSecTransformEcdsaSha256Id,
          xmlSecTransformEcdsaSha384Id, xmlSecTransformEcdsaSha512Id});
  return done;
}

// Verifies with this one certificate's key and nothing that the message names.
bool holds(XmlNode signature, const std::string& der) {
  const std::unique_ptr<xmlSecDSigCtx, FreeContext> context(xmlSecDSigCtxCreate(nullptr));
  if (!context || !permit_only_ours(context.get())) return false;
  context->signKey = xmlSecCryptoAppKeyLoadMemory(
      reinterpret_cast<const xmlSecByte*>(der.data()), static_cast<xmlSecSize>(der.size()),
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

const std::string* first_that_holds(XmlNode signature, const std::vector<std::string>& ders) {
  const auto found = std::find_if(ders.begin(), ders.end(),
                                  [&](const auto& der) { return holds(signature, der); });
  return found == ders.end() ? nullptr : &*found;
}

std::string why_invalid(const SignatureReport& report, bool no_certificate) {
  if (no_certificate)
    return report.pinned ? "no trusted certificate can be read"
                         : "no certificate is at hand to verify it with";
  if (report.other_certificate)
    return "it holds, but it was made with another certificate than the trusted one";
  return "the message was changed after it was signed" +
         std::string(report.pinned ? ", or the key is another one" : "");
}

}  // namespace

SignatureReport verify_signature(XmlNode element, const std::vector<std::string>& trusted) {
  const auto signatures = children(element, kSignature, "Signature");
  if (signatures.empty()) return {};
  if (signatures.size() > 1) return refused({}, "an element must carry one signature");
  const XmlNode signature = signatures.front();
  SignatureReport report = inspect(element, signature);
  const std::vector<std::string> in_message = embedded(signature);
  if (!in_message.empty()) report.certificate = describe_certificate(in_message.front());
  if (report.state == SignatureState::Refused) return report;
  report.pinned = !trusted.empty();
  const std::vector<std::string> keys = report.pinned ? ders_of(trusted) : in_message;
  if (const auto* key = first_that_holds(signature, keys)) {
    report.state = SignatureState::Valid;
    report.certificate = describe_certificate(*key);
    return report;
  }
  report.other_certificate = report.pinned && first_that_holds(signature, in_message) != nullptr;
  report.detail = why_invalid(report, keys.empty());
  return report;
}

}  // namespace flexverify::saml
