#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "verifier/net/transport.h"

namespace flexverify::net {
namespace {

constexpr const char* kSystemBundle = "/etc/ssl/certs/ca-certificates.crt";

struct FreeStore {
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
};

std::string path_of(const std::string& ca_file) {
  if (!ca_file.empty()) return ca_file;
  const char* named = std::getenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe)
  return named != nullptr && *named != '\0' ? named : kSystemBundle;
}

}  // namespace

base::Result<std::shared_ptr<const TrustStore>> TrustStore::load(const std::string& ca_file) {
  const std::string path = path_of(ca_file);
  std::unique_ptr<X509_STORE, FreeStore> store(X509_STORE_new());
  if (!store || X509_STORE_load_file(store.get(), path.c_str()) != 1) {
    ERR_clear_error();
    return base::fail(path, "no PEM certificates could be read from this CA file");
  }
  // As browsers do: an anchor is one even when it is no root, and the shortest way to it counts.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
  return std::shared_ptr<const TrustStore>(new TrustStore(store.release()));
}

TrustStore::~TrustStore() { X509_STORE_free(static_cast<X509_STORE*>(store_)); }

}  // namespace flexverify::net
