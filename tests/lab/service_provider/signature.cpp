#include "tests/lab/service_provider/signature.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <xmlsec/crypto.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <algorithm>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::lab::sp {
namespace {

struct FreeSignature {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};
struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeX509>;

Certificate read_pem(const std::string& pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> source(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  return Certificate(PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr));
}

Node child(Node parent, std::string_view name) {
  for (Node node = parent->children; node != nullptr; node = node->next)
    if (node->type == XML_ELEMENT_NODE && local_name(node) == name) return node;
  return nullptr;
}

std::vector<Node> children(Node parent, std::string_view name) {
  std::vector<Node> found;
  for (Node node = parent == nullptr ? nullptr : parent->children; node != nullptr;
       node = node->next)
    if (node->type == XML_ELEMENT_NODE && local_name(node) == name) found.push_back(node);
  return found;
}

// "rsa-sha256" of "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256".
std::string algorithm_of(Node method) {
  const std::string uri = method == nullptr ? "" : attribute(method, "Algorithm").value_or("");
  return uri.substr(uri.rfind('#') == std::string::npos ? 0 : uri.rfind('#') + 1);
}

bool takes(std::span<const std::string_view> list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string algorithm_fault(Node info, Node reference, const Algorithms& algorithms) {
  const std::string method = algorithm_of(child(info, "SignatureMethod"));
  if (!takes(algorithms.signature, method))
    return "signature algorithm '" + method + "' is not supported";
  const std::string digest = algorithm_of(child(reference, "DigestMethod"));
  return takes(algorithms.digest, digest) ? "" : "hash algorithm '" + digest + "' is not supported";
}

// The signature speaks of its parent, and of one element only.
std::string reference_fault(const Xml& xml, Node reference, Node parent) {
  const std::string id = attribute(parent, "ID").value_or("");
  if (id.empty()) return "the signed element has no ID";
  if (attribute(reference, "URI") != "#" + id) return "the reference is not to the signed element";
  const auto all = xml.select("//*[@ID]");
  const auto same =
      std::count_if(all.begin(), all.end(), [&](Node node) { return attribute(node, "ID") == id; });
  return same == 1 ? "" : "the ID is not unique";
}

xmlSecKey* key_of(const std::string& pem) {
  return xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(pem.data()),
                                      static_cast<xmlSecSize>(pem.size()),
                                      xmlSecKeyDataFormatCertPem, nullptr, nullptr, nullptr);
}

void declare_id(const Xml& xml, Node element) {
  const auto* name = reinterpret_cast<const xmlChar*>("ID");
  xmlAttr* id = xmlHasProp(element, name);
  const std::string value = attribute(element, "ID").value_or("");
  xmlAddID(nullptr, xml.document(), reinterpret_cast<const xmlChar*>(value.c_str()), id);
}

// What xmlsec says.
bool holds(const Xml& xml, Node signature, const std::string& certificate_pem) {
  const std::unique_ptr<xmlSecDSigCtx, FreeSignature> context(xmlSecDSigCtxCreate(nullptr));
  declare_id(xml, signature->parent);
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  context->signKey = key_of(certificate_pem);
  return context->signKey != nullptr && xmlSecDSigCtxVerify(context.get(), signature) >= 0 &&
         context->status == xmlSecDSigStatusSucceeded;
}

std::string thumbprint(X509* certificate) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (certificate == nullptr || X509_digest(certificate, EVP_sha1(), digest, &size) != 1) return "";
  std::string hex = base::hex_encode({reinterpret_cast<const char*>(digest), size});
  std::transform(hex.begin(), hex.end(), hex.begin(), [](char c) {
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return hex;
}

}  // namespace

std::string signature_fault(const Xml& xml, Node signature, const std::string& certificate_pem,
                            const Algorithms& algorithms) {
  Node info = child(signature, "SignedInfo");
  const auto references = children(info, "Reference");
  if (references.size() != 1) return "there is not one reference";
  const std::string fault = reference_fault(xml, references.front(), signature->parent);
  if (!fault.empty()) return fault;
  const std::string algorithm = algorithm_fault(info, references.front(), algorithms);
  if (!algorithm.empty()) return algorithm;
  return holds(xml, signature, certificate_pem) ? "" : "invalid signature or digest";
}

std::string thumbprint_inside(Node signature) {
  Node info = child(signature, "KeyInfo");
  Node data = info == nullptr ? nullptr : child(info, "X509Data");
  Node certificate = data == nullptr ? nullptr : child(data, "X509Certificate");
  const auto der =
      certificate == nullptr ? std::nullopt : base::base64_decode(text_of(certificate));
  if (!der) return "";
  const auto* at = reinterpret_cast<const unsigned char*>(der->data());
  return thumbprint(Certificate(d2i_X509(nullptr, &at, static_cast<long>(der->size()))).get());
}

std::string thumbprint_of(const std::string& certificate_pem) {
  return thumbprint(read_pem(certificate_pem).get());
}

bool is_out_of_time(const std::string& certificate_pem) {
  const Certificate certificate = read_pem(certificate_pem);
  return certificate && (X509_cmp_current_time(X509_get0_notAfter(certificate.get())) < 0 ||
                         X509_cmp_current_time(X509_get0_notBefore(certificate.get())) > 0);
}

}  // namespace flexverify::lab::sp
