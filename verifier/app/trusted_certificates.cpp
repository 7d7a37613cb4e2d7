#include "verifier/app/trusted_certificates.h"

#include <iterator>

#include "verifier/base/encoding.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"

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

// The start tag of the nearest KeyDescriptor before `at` says what the key is for.
bool is_for_encryption(std::string_view xml, std::size_t at) {
  const std::size_t descriptor = xml.substr(0, at).rfind("KeyDescriptor");
  if (descriptor == std::string_view::npos) return false;
  const std::string_view tag = xml.substr(descriptor, xml.find('>', descriptor) - descriptor);
  return base::contains(tag, "\"encryption\"") || base::contains(tag, "'encryption'");
}

using Reader = std::vector<std::string> (*)(std::string_view);

base::Result<void> add_from(const std::string& path, Reader reader, model::IdpSpec& idp) {
  if (path.empty()) return {};
  const auto content = base::read_file(path, kLimit);
  if (!content) return tl::unexpected(content.error());
  auto certificates = reader(*content);
  if (certificates.empty())
    return base::fail(path, "holds no certificate; expected PEM, DER or SAML metadata");
  std::move(certificates.begin(), certificates.end(), std::back_inserter(idp.trusted_certificates));
  return {};
}

}  // namespace

std::vector<std::string> certificates_in_file(std::string_view content) {
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

std::vector<std::string> certificates_in_metadata(std::string_view xml) {
  constexpr std::string_view kElement = "X509Certificate>";
  std::vector<std::string> certificates;
  for (std::size_t at = xml.find(kElement); at != std::string_view::npos;
       at = xml.find(kElement, at + 1)) {
    const std::size_t start = at + kElement.size();
    const auto der = base::base64_decode(xml.substr(start, xml.find('<', start) - start));
    // Behind an end tag there is no text that is one.
    if (der && der->starts_with('\x30') && !is_for_encryption(xml, at))
      certificates.push_back(pem_of(*der));
  }
  return certificates;
}

base::Result<void> read_trusted_certificates(model::IdpSpec& idp) {
  if (auto read = add_from(idp.certificate, certificates_in_file, idp); !read) return read;
  return add_from(idp.metadata, certificates_in_metadata, idp);
}

}  // namespace flexverify::app
