#include "verifier/saml/verify.h"

#include <libxml/tree.h>
#include <openssl/evp.h>
#include <xmlsec/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>

#include <algorithm>
#include <initializer_list>
#include <memory>

#include "verifier/base/encoding.h"
#include "verifier/saml/signature_structure.h"

namespace flexverify::saml {
namespace {

struct FreeContext {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};

// The same as the tables of algorithms, once more where the work is done.
bool permit_only_ours(xmlSecDSigCtx* context) {
  context->enabledReferenceUris = xmlSecTransformUriTypeEmpty | xmlSecTransformUriTypeSameDocument;
  bool done = true;
  const auto permit = [&](auto* enable, std::initializer_list<xmlSecTransformId> ids) {
    for (const xmlSecTransformId id : ids) done = enable(context, id) >= 0 && done;
  };
  const std::initializer_list<xmlSecTransformId> canonical = {
      xmlSecTransformExclC14NId,   xmlSecTransformExclC14NWithCommentsId,
      xmlSecTransformInclC14NId,   xmlSecTransformInclC14NWithCommentsId,
      xmlSecTransformInclC14N11Id, xmlSecTransformInclC14N11WithCommentsId};
  permit(xmlSecDSigCtxEnableReferenceTransform, canonical);
  permit(xmlSecDSigCtxEnableSignatureTransform, canonical);
  permit(xmlSecDSigCtxEnableReferenceTransform,
         {xmlSecTransformEnvelopedId, xmlSecTransformSha1Id, xmlSecTransformSha256Id,
          xmlSecTransformSha384Id, xmlSecTransformSha512Id});
  permit(xmlSecDSigCtxEnableSignatureTransform,
         {xmlSecTransformRsaSha1Id, xmlSecTransformRsaSha256Id, xmlSecTransformRsaSha384Id,
          xmlSecTransformRsaSha512Id, xmlSecTransformEcdsaSha1Id, xmlSecTransformEcdsaSha256Id,
          xmlSecTransformEcdsaSha384Id, xmlSecTransformEcdsaSha512Id});
  return done;
}

xmlSecKey* xmlsec_key(const SigningCertificate& certificate) {
  EVP_PKEY* key = certificate.key.get();
  if (EVP_PKEY_up_ref(key) != 1) return nullptr;
  xmlSecKeyData* data = xmlSecOpenSSLEvpKeyAdopt(key);
  if (data == nullptr) {
    EVP_PKEY_free(key);
    return nullptr;
  }
  xmlSecKey* made = xmlSecKeyCreate();
  if (made != nullptr && xmlSecKeySetValue(made, data) >= 0) return made;
  xmlSecKeyDataDestroy(data);
  if (made != nullptr) xmlSecKeyDestroy(made);
  return nullptr;
}

enum class Outcome {
  Holds,
  Changed,  // the digest is wrong, whoever signed it
  OtherKey  // the digest is right: signed with another key, or the signature value was changed
};

bool digest_is_right(xmlSecDSigCtx* context) {
  if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1) return false;
  const auto* reference = static_cast<const xmlSecDSigReferenceCtx*>(
      xmlSecPtrListGetItem(&context->signedInfoReferences, 0));
  return reference != nullptr && reference->status == xmlSecDSigStatusSucceeded;
}

// Verifies with this one certificate's key and nothing that the message names.
Outcome verify_with(const SigningCertificate& certificate, XmlNode signature) {
  const std::unique_ptr<xmlSecDSigCtx, FreeContext> context(xmlSecDSigCtxCreate(nullptr));
  if (!context || !permit_only_ours(context.get())) return Outcome::OtherKey;
  context->signKey = xmlsec_key(certificate);
  if (context->signKey == nullptr) return Outcome::OtherKey;
  const bool done = xmlSecDSigCtxVerify(context.get(), signature) >= 0;
  if (done && context->status == xmlSecDSigStatusSucceeded) return Outcome::Holds;
  return done && !digest_is_right(context.get()) ? Outcome::Changed : Outcome::OtherKey;
}

struct Embedded {
  std::vector<std::size_t> places;  // in the keyring
  bool unreadable = false;
};

// Where the keyring has this certificate, from whomever.
std::optional<std::size_t> place_of(const std::string& der, Keyring& keyring) {
  auto& all = keyring.certificates;
  const auto found = std::ranges::find(all, der, &SigningCertificate::der);
  if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
  auto read = read_signing_certificate(der, KeySource::Message);
  if (!read) return std::nullopt;
  all.push_back(std::move(*read));
  return all.size() - 1;
}

Embedded read_key_info(XmlNode signature, Keyring& keyring) {
  Embedded embedded;
  const XmlNode info = child(signature, kSignature, "KeyInfo");
  for (const XmlNode data : children(info, kSignature, "X509Data"))
    for (const XmlNode node : children(data, kSignature, "X509Certificate")) {
      const std::string text = text_of(node);
      if (text.empty()) continue;
      const auto der = base::base64_decode(text);
      const auto place = der ? place_of(*der, keyring) : std::nullopt;
      if (place)
        embedded.places.push_back(*place);
      else
        embedded.unreadable = true;
    }
  return embedded;
}

// In the order of trust: pasted, published, then those of this message.
std::vector<std::size_t> candidates(const Keyring& keyring, const Embedded& embedded) {
  std::vector<std::size_t> order;
  for (std::size_t at = 0; at < keyring.certificates.size(); ++at)
    if (keyring.certificates[at].source != KeySource::Message) order.push_back(at);
  for (const std::size_t at : embedded.places)
    if (keyring.certificates[at].source == KeySource::Message) order.push_back(at);
  return order;
}

void verify(XmlNode signature, const Keyring& keyring, const std::vector<std::size_t>& order,
            SignatureReport& report) {
  for (const std::size_t at : order) {
    const SigningCertificate& certificate = keyring.certificates[at];
    const Outcome outcome = verify_with(certificate, signature);
    if (outcome == Outcome::Holds) {
      const bool right = certificate.source == judging_source(keyring.pasted, keyring.published);
      report.state = right ? SignatureState::Valid : SignatureState::OtherCertificate;
      report.key = certificate.source;
      report.certificate = certificate.facts;
      return;
    }
    if (outcome != Outcome::Changed) continue;
    report.detail = "the message was changed after it was signed";
    return;
  }
  report.detail = "it was made with another key, or changed afterwards";
}

SignatureReport refused(std::string why) {
  SignatureReport report;
  report.state = SignatureState::Refused;
  report.detail = std::move(why);
  return report;
}

}  // namespace

SignatureReport verify_signature(XmlNode element, Keyring& keyring) {
  const auto signatures = children(element, kSignature, "Signature");
  if (signatures.empty()) return {};
  if (signatures.size() > 1) return refused("an element must carry one signature");
  const XmlNode signature = signatures.front();
  SignatureReport report = inspect_signature(element, signature);
  const Embedded embedded = read_key_info(signature, keyring);
  report.embedded_unreadable = embedded.unreadable;
  if (!embedded.places.empty())
    report.embedded = report.certificate = keyring.certificates[embedded.places.front()].facts;
  if (report.state != SignatureState::Invalid) return report;
  const auto order = candidates(keyring, embedded);
  if (!order.empty()) {
    verify(signature, keyring, order, report);
    return report;
  }
  report.state = SignatureState::Unchecked;
  report.detail = "no certificate is at hand to verify it with";
  return report;
}

}  // namespace flexverify::saml
