#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "verifier/net/authority_file.h"
#include "verifier/net/transport.h"

namespace flexverify::net {
namespace {

constexpr const char* kSystemBundle = "/etc/ssl/certs/ca-certificates.crt";
constexpr const char* kSystemFolder = "/etc/ssl/certs";

struct FreeStore {
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
};
using Store = std::unique_ptr<X509_STORE, FreeStore>;

// Of a file with certificates alone only those are read that a chain asks for.
bool add_file(X509_STORE* store, const std::string& path) {
  const bool added =
      add_authority_file(store, path) || X509_STORE_load_file(store, path.c_str()) == 1;
  ERR_clear_error();
  return added;
}

// "3513523f.0": the hash of a subject, by which OpenSSL finds an authority when it needs one.
bool is_hashed_name(const std::string& name) {
  return name.size() == 10 && name[8] == '.' &&
         std::all_of(name.begin(), name.begin() + 8,
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_hashed(const std::filesystem::path& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (is_hashed_name(entry.path().filename().string())) return true;
  return false;
}

// Where the folder is hashed, an authority is read when it is asked for; reading all of them takes
// longer than a login.
bool add_system_store(X509_STORE* store) {
  const char* named = std::getenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe)
  if (named != nullptr && *named != '\0') return add_file(store, named);
  X509_LOOKUP* folder =
      is_hashed(kSystemFolder) ? X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir()) : nullptr;
  if (folder != nullptr && X509_LOOKUP_add_dir(folder, kSystemFolder, X509_FILETYPE_PEM) == 1)
    return true;
  return add_file(store, kSystemBundle);
}

std::string system_store() {
  const char* named = std::getenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe)
  return named != nullptr && *named != '\0' ? named : kSystemBundle;
}

}  // namespace

base::Result<std::shared_ptr<const TrustStore>> TrustStore::load(const std::string& ca_file) {
  Store store(X509_STORE_new());
  if (!store || (!ca_file.empty() && !add_file(store.get(), ca_file)))
    return base::fail(ca_file, "no PEM certificates could be read from this CA file");
  // A machine without a store of its own has the given file.
  if (!add_system_store(store.get()) && ca_file.empty())
    return base::fail(system_store(), "no PEM certificates could be read from this CA file");
  // As browsers do: an anchor is one even when it is no root, and the shortest way to it counts.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
  return std::shared_ptr<const TrustStore>(new TrustStore(store.release()));
}

TrustStore::~TrustStore() { X509_STORE_free(static_cast<X509_STORE*>(store_)); }

}  // namespace flexverify::net
