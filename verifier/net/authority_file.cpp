#include "verifier/net/authority_file.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "verifier/base/check.h"

namespace flexverify::net {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_NAME* name) const { X509_NAME_free(name); }
  void operator()(X509_LOOKUP_METHOD* method) const { X509_LOOKUP_meth_free(method); }
  void operator()(char* memory) const { OPENSSL_free(memory); }
  void operator()(unsigned char* memory) const { OPENSSL_free(memory); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// Of equal names, as RFC 5280 7.1 compares them; seldom of others.
using NameHash = unsigned long;
using Authorities = std::multimap<NameHash, std::string>;  // each certificate's DER

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// One value in DER, of what stands first in a text.
struct Value {
  int tag;
  std::string_view whole, content;
};

std::optional<Value> first_value(std::string_view der) {
  const unsigned char* at = bytes(der);
  long length = 0;
  int tag = 0, kind = 0;
  if ((ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(der.size())) & 0x80) != 0)
    return std::nullopt;
  const auto head = static_cast<std::size_t>(at - bytes(der));
  return Value{.tag = kind == V_ASN1_UNIVERSAL ? tag : -1,
               .whole = der.substr(0, head + static_cast<std::size_t>(length)),
               .content = der.substr(head, static_cast<std::size_t>(length))};
}

// RFC 5280 4.1: of Certificate the TBSCertificate, and of that the fifth member, or the sixth where
// the version stands before the serial number.
std::optional<std::string_view> subject_of(std::string_view certificate) {
  auto value = first_value(certificate);
  if (value) value = first_value(value->content);
  if (!value) return std::nullopt;
  std::string_view rest = value->content;
  value = first_value(rest);
  const int before = value && value->tag != V_ASN1_INTEGER ? 5 : 4;
  for (int i = 0; i < before && value; ++i) {
    rest.remove_prefix(value->whole.size());
    value = first_value(rest);
  }
  return value && value->tag == V_ASN1_SEQUENCE ? std::optional(value->whole) : std::nullopt;
}

std::optional<NameHash> hash_of(const X509_NAME* name) {
  int done = 0;
  const NameHash hash = X509_NAME_hash_ex(name, nullptr, nullptr, &done);
  return done == 1 ? std::optional(hash) : std::nullopt;
}

std::optional<NameHash> hash_of_subject(std::string_view certificate) {
  const auto subject = subject_of(certificate);
  if (!subject) return std::nullopt;
  const unsigned char* at = bytes(*subject);
  const Owned<X509_NAME> name(d2i_X509_NAME(nullptr, &at, static_cast<long>(subject->size())));
  return name ? hash_of(name.get()) : std::nullopt;
}

// nullopt when the file holds something else than certificates.
std::optional<Authorities> read_authorities(BIO* file) {
  Authorities authorities;
  for (;;) {
    char *kind = nullptr, *header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(file, &kind, &header, &data, &size) != 1) break;
    const Owned<char> owned_kind(kind), owned_header(header);
    const Owned<unsigned char> owned_data(data);
    std::string der(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
    const auto hash = hash_of_subject(der);
    if (kind != std::string_view(PEM_STRING_X509) || !hash) return std::nullopt;
    authorities.emplace(*hash, std::move(der));
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  return at_end && !authorities.empty() ? std::optional(std::move(authorities)) : std::nullopt;
}

Owned<X509> read_certificate(const std::string& der) {
  const unsigned char* at = bytes(der);
  return Owned<X509>(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

Authorities* authorities_of(const X509_LOOKUP* lookup) {
  return static_cast<Authorities*>(X509_LOOKUP_get_method_data(lookup));
}

// The store keeps what it has found; its caller takes a reference of its own, so none is given
// away.
int take_from_store(X509_STORE* store, const X509_NAME* name, X509_OBJECT* found) {
  X509_STORE_lock(store);
  const X509_OBJECT* kept =
      X509_OBJECT_retrieve_by_subject(X509_STORE_get0_objects(store), X509_LU_X509, name);
  X509* certificate = kept == nullptr ? nullptr : X509_OBJECT_get0_X509(kept);
  const int done = certificate == nullptr ? 0 : X509_OBJECT_set1_X509(found, certificate);
  if (done == 1) X509_free(certificate);
  X509_STORE_unlock(store);
  return done;
}

// X509_LOOKUP_get_by_subject_fn. A certificate that cannot be read is no authority.
int find(X509_LOOKUP* lookup, X509_LOOKUP_TYPE type, const X509_NAME* name, X509_OBJECT* found) {
  const auto hash = type == X509_LU_X509 ? hash_of(name) : std::nullopt;
  if (!hash) return 0;
  X509_STORE* store = X509_LOOKUP_get_store(lookup);
  for (auto [at, end] = authorities_of(lookup)->equal_range(*hash); at != end; ++at)
    if (const auto certificate = read_certificate(at->second))
      X509_STORE_add_cert(store, certificate.get());
  return take_from_store(store, name, found);
}

void forget(X509_LOOKUP* lookup) { delete authorities_of(lookup); }

X509_LOOKUP_METHOD* lookup_method() {
  static const Owned<X509_LOOKUP_METHOD> kMethod = [] {
    Owned<X509_LOOKUP_METHOD> method(X509_LOOKUP_meth_new("a file of authorities"));
    FV_CHECK(method && X509_LOOKUP_meth_set_get_by_subject(method.get(), find) == 1 &&
             X509_LOOKUP_meth_set_free(method.get(), forget) == 1);
    return method;
  }();
  return kMethod.get();
}

}  // namespace

bool add_authority_file(x509_store_st* store, const std::string& path) {
  const Owned<BIO> file(BIO_new_file(path.c_str(), "r"));
  auto authorities = file ? read_authorities(file.get()) : std::nullopt;
  ERR_clear_error();
  if (!authorities) return false;
  // A store has one lookup of a method, for all files.
  X509_LOOKUP* lookup = X509_STORE_add_lookup(store, lookup_method());
  if (lookup == nullptr) return false;
  if (authorities_of(lookup) == nullptr)
    X509_LOOKUP_set_method_data(lookup, std::make_unique<Authorities>().release());
  authorities_of(lookup)->merge(*authorities);
  return true;
}

}  // namespace flexverify::net
