#include "tests/support/saml_signer.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <xmlsec/crypto.h>
#include <xmlsec/keysmngr.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <stdexcept>

#include "verifier/saml/runtime.h"
#include "verifier/saml/xml.h"

namespace flexverify::test {
namespace {

using saml::XmlNode;

void require(bool condition, const char* what) {
  if (!condition) throw std::runtime_error(what);
}

struct FreeContext {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};

const xmlChar* xml_text(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

xmlSecTransformId method_of(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::RsaSha256:
      return xmlSecTransformRsaSha256Id;
    case SignatureAlgorithm::RsaSha1:
      return xmlSecTransformRsaSha1Id;
    case SignatureAlgorithm::RsaSha512:
      return xmlSecTransformRsaSha512Id;
    case SignatureAlgorithm::EcdsaSha256:
      return xmlSecTransformEcdsaSha256Id;
    case SignatureAlgorithm::HmacSha256:
      return xmlSecTransformHmacSha256Id;
  }
  return nullptr;
}

xmlSecTransformId digest_of(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::RsaSha1 ? xmlSecTransformSha1Id : xmlSecTransformSha256Id;
}

xmlSecKey* key_for(SignatureAlgorithm algorithm, const SigningKey& key) {
  if (algorithm == SignatureAlgorithm::HmacSha256)
    return xmlSecKeyReadMemory(xmlSecKeyDataHmacId,
                               reinterpret_cast<const xmlSecByte*>("0123456789abcdef"), 16);
  xmlSecKey* loaded =
      xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(key.key_pem().data()),
                                   static_cast<xmlSecSize>(key.key_pem().size()),
                                   xmlSecKeyDataFormatPem, nullptr, nullptr, nullptr);
  require(loaded != nullptr, "the key cannot be loaded");
  const std::string& certificate = key.certificate_pem();
  xmlSecCryptoAppKeyCertLoadMemory(loaded, reinterpret_cast<const xmlSecByte*>(certificate.data()),
                                   static_cast<xmlSecSize>(certificate.size()),
                                   xmlSecKeyDataFormatPem);
  return loaded;
}

XmlNode element_with_id(xmlDoc* document, std::string_view id) {
  for (const XmlNode node : saml::descendants(xmlDocGetRootElement(document)))
    if (saml::attribute(node, "ID") == id) return node;
  throw std::runtime_error("no element with this ID");
}

// The empty signature of the standard's schema: right behind the Issuer.
xmlNode* add_template(xmlDoc* document, xmlNode* element, std::string_view id,
                      SignatureAlgorithm algorithm) {
  xmlNode* signature = xmlSecTmplSignatureCreateNsPref(
      document, xmlSecTransformExclC14NId, method_of(algorithm), nullptr, xml_text("ds"));
  xmlNode* issuer = saml::child(element, saml::kAssertion, "Issuer");
  if (issuer != nullptr) {
    xmlAddNextSibling(issuer, signature);
  } else {
    xmlAddChild(element, signature);
  }
  const std::string uri = "#" + std::string(id);
  xmlNode* reference = xmlSecTmplSignatureAddReference(signature, digest_of(algorithm), nullptr,
                                                       xml_text(uri.c_str()), nullptr);
  xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedId);
  xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NId);
  if (algorithm != SignatureAlgorithm::HmacSha256)
    xmlSecTmplX509DataAddCertificate(
        xmlSecTmplKeyInfoAddX509Data(xmlSecTmplSignatureEnsureKeyInfo(signature, nullptr)));
  return signature;
}

}  // namespace

SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

SigningKey SigningKey::generate(const std::string& common_name, base::WallTime not_before,
                                base::WallTime not_after, KeyKind kind) {
  const Identity made = make_self_signed(common_name, not_before, not_after, kind);
  return {pem_of(made.certificate.get()), pem_of(made.key.get())};
}

std::string sign_xml(std::string_view xml, std::string_view element_id, const SigningKey& key,
                     SignatureAlgorithm algorithm) {
  saml::start_xml_libraries();
  const saml::XmlDocument document(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET));
  require(document != nullptr, "the message is no XML");
  xmlNode* element = element_with_id(document.get(), element_id);
  xmlAddID(nullptr, document.get(), xml_text(std::string(element_id).c_str()),
           xmlHasProp(element, xml_text("ID")));
  xmlNode* signature = add_template(document.get(), element, element_id, algorithm);
  const std::unique_ptr<xmlSecDSigCtx, FreeContext> context(xmlSecDSigCtxCreate(nullptr));
  context->signKey = key_for(algorithm, key);
  require(xmlSecDSigCtxSign(context.get(), signature) >= 0, "the message cannot be signed");
  xmlChar* text = nullptr;
  int size = 0;
  xmlDocDumpMemory(document.get(), &text, &size);
  std::string out(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  xmlFree(text);
  return out;
}

}  // namespace flexverify::test
