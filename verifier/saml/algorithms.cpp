#include "verifier/saml/algorithms.h"

#include <algorithm>
#include <array>

namespace flexverify::saml {
namespace {

using enum RefusedBy;

// java-saml has a list of its own; xml-crypto, below passport-wsfed-saml2, knows RSA with SHA-1,
// SHA-256 and SHA-512.
constexpr std::array<Algorithm, 14> kSignatures = {{
    {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "rsa-sha1", true, true, Neither},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "rsa-sha256", false, true, Neither},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "rsa-sha384", false, true, Enhanced},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "rsa-sha512", false, true, Neither},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", "ecdsa-sha1", true, true, Both},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ecdsa-sha256", false, true, Both},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "ecdsa-sha384", false, true, Both},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "ecdsa-sha512", false, true, Both},
    {"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "rsa-pss-sha256", false, false,
     Both},
    {"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", "rsa-pss-sha384", false, false,
     Both},
    {"http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", "rsa-pss-sha512", false, false,
     Both},
    {"http://www.w3.org/2007/05/xmldsig-more#rsa-pss", "rsa-pss", false, false, Both},
    {"http://www.w3.org/2000/09/xmldsig#dsa-sha1", "dsa-sha1", true, false, Enhanced},
    {"http://www.w3.org/2009/xmldsig11#dsa-sha256", "dsa-sha256", false, false, Both},
}};

constexpr std::array<Algorithm, 6> kDigests = {{
    {"http://www.w3.org/2000/09/xmldsig#sha1", "sha1", true, true, Neither},
    {"http://www.w3.org/2001/04/xmlenc#sha256", "sha256", false, true, Neither},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", "sha384", false, true, Enhanced},
    {"http://www.w3.org/2001/04/xmlenc#sha512", "sha512", false, true, Neither},
    {"http://www.w3.org/2001/04/xmldsig-more#sha224", "sha224", false, false, Enhanced},
    {"http://www.w3.org/2001/04/xmlenc#ripemd160", "ripemd160", false, false, Enhanced},
}};

// SAML core 5.4.3 asks for the exclusive one; services take the inclusive one, too.
constexpr std::array<Algorithm, 6> kCanonical = {{
    {"http://www.w3.org/2001/10/xml-exc-c14n#", "", false, true, Neither},
    {"http://www.w3.org/2001/10/xml-exc-c14n#WithComments", "", false, true, Neither},
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "inclusive", false, true, Neither},
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", "inclusive", false, true,
     Neither},
    {"http://www.w3.org/2006/12/xml-c14n11", "inclusive 1.1", false, true, Enhanced},
    {"http://www.w3.org/2006/12/xml-c14n11#WithComments", "inclusive 1.1", false, true, Enhanced},
}};

template <std::size_t N>
const Algorithm* row(const std::array<Algorithm, N>& table, std::string_view uri) {
  const auto* found = std::ranges::find(table, uri, &Algorithm::uri);
  return found == table.end() ? nullptr : found;
}

}  // namespace

const Algorithm* signature_algorithm(std::string_view uri) { return row(kSignatures, uri); }
const Algorithm* digest_algorithm(std::string_view uri) { return row(kDigests, uri); }
const Algorithm* canonicalization(std::string_view uri) { return row(kCanonical, uri); }

}  // namespace flexverify::saml
