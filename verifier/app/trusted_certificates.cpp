#include "verifier/app/trusted_certificates.h"

#include "verifier/base/encoding.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/saml/certificate.h"
#include "verifier/saml/metadata.h"

namespace flexverify::app {
namespace {

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
constexpr std::size_t kLimit = 4 * 1024 * 1024;
constexpr std::size_t kPemColumns = 64;

std::string pem_of(std::string_view der) {
  const std::string base64 = base::base64_encode(der);
  std::string pem = std::string(kBegin) + "\n";
  for (std::size_t at = 0; at < base64.size(); at += kPemColumns)
    pem += base64.substr(at, kPemColumns) + "\n";
  return pem + std::string(kEnd) + "\n";
}

std::vector<std::string> certificates_in(std::string_view content) {
  if (content.starts_with('\x30')) return {pem_of(content)};  // a DER SEQUENCE
  std::vector<std::string> certificates;
  std::size_t at = content.find(kBegin);
  while (at != std::string_view::npos) {
    const std::size_t end = content.find(kEnd, at);
    if (end == std::string_view::npos) break;
    certificates.push_back(std::string(content.substr(at, end + kEnd.size() - at)) + "\n");
    at = content.find(kBegin, end);
  }
  return certificates;
}

// What was read of that path, now or before.
template <class T>
const base::Result<T>& read_once(std::map<std::string, base::Result<T>>& known,
                                 const std::string& path,
                                 base::Result<T> (*read)(const std::string&)) {
  const auto found = known.find(path);
  return found != known.end() ? found->second : known.emplace(path, read(path)).first->second;
}

}  // namespace

base::Result<std::vector<std::string>> read_certificates(const std::string& path) {
  const auto content = base::read_file(path, kLimit);
  if (!content) return tl::unexpected(content.error());
  auto certificates = certificates_in(base::utf8_of_file(*content));
  if (certificates.empty()) return base::fail(path, "holds no certificate; expected PEM or DER");
  for (std::size_t at = 0; at < certificates.size(); ++at)
    if (!saml::certificate_der(certificates[at]))
      return base::fail(path, "its certificate " + std::to_string(at + 1) +
                                  " cannot be read: what stands between BEGIN and END is no "
                                  "certificate in base64");
  return certificates;
}

base::Result<std::string> read_metadata(const std::string& path) {
  auto content = base::read_file(path, kLimit);
  if (!content) return content;
  *content = base::utf8_of_file(*content);
  const auto entities = saml::parse_metadata(*content);
  if (!entities)
    return base::fail(path, "is no SAML metadata: " + base::printable(entities.error().detail));
  const auto* provider = saml::identity_provider_in(*entities, "");
  if (provider == nullptr) return base::fail(path, "is metadata, but not of an identity provider");
  if (provider->signing_certificates.empty())
    return base::fail(path, "holds no certificate for signing");
  return content;
}

base::Result<void> TrustedFiles::read_into(model::IdpSpec& idp) {
  const std::scoped_lock lock(mutex_);
  if (!idp.certificate.empty()) {
    const auto& pasted = read_once(certificates_, idp.certificate, read_certificates);
    if (!pasted) return tl::unexpected(pasted.error());
    idp.trusted_certificates = *pasted;
    idp.pasted_certificates = idp.trusted_certificates.size();
  }
  if (idp.metadata.empty()) return {};
  const auto& xml = read_once(metadata_, idp.metadata, read_metadata);
  if (!xml) return tl::unexpected(xml.error());
  idp.metadata_xml = *xml;
  const auto entities = saml::parse_metadata(idp.metadata_xml);
  const auto& published = saml::identity_provider_in(*entities, idp.issuer)->signing_certificates;
  idp.trusted_certificates.insert(idp.trusted_certificates.end(), published.begin(),
                                  published.end());
  return {};
}

}  // namespace flexverify::app
