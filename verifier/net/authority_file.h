// A file of certificate authorities, of which each is read when a chain asks for it: OpenSSL 3
// takes longer to read the authorities of a machine than a login takes.
#pragma once

#include <string>

struct x509_store_st;

namespace flexverify::net {

// Adds what the PEM file holds to the store. False when it cannot be read, when it holds no
// certificate, or when one of them is none.
[[nodiscard]] bool add_authority_file(x509_store_st* store, const std::string& path);

}  // namespace flexverify::net
