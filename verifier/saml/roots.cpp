#include "verifier/saml/roots.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

struct Root {
  std::string_view name;
  std::string_view what;
};

constexpr std::array<Root, 13> kRoots = {{
    {"Response", "a Response, but not of SAML 2.0"},
    {"AuthnRequest", "an AuthnRequest, with which a service asks for a login"},
    {"LogoutRequest", "a LogoutRequest, which asks for a single logout, not for a login"},
    {"LogoutResponse", "a LogoutResponse, which answers a single logout, not a login"},
    {"ArtifactResponse", "an ArtifactResponse, which the artifact binding brings to a server"},
    {"Assertion", "an Assertion without the Response around it"},
    {"EncryptedAssertion", "an EncryptedAssertion without the Response around it"},
    {"EntityDescriptor", "metadata"},
    {"EntitiesDescriptor", "metadata of several entities"},
    {"Envelope", "a SOAP envelope, which one server sends to another"},
    {"RequestSecurityTokenResponse", "a WS-Federation answer, which is no SAML Response"},
    {"RequestSecurityTokenResponseCollection", "a WS-Federation answer, which is no SAML Response"},
    {"html", "an HTML page"},
}};

}  // namespace

std::string describe_root(std::string_view local_name) {
  const auto* row = std::ranges::find(kRoots, local_name, &Root::name);
  if (row != kRoots.end()) return std::string(row->what);
  return "an XML document <" + base::printable(local_name, 60) + ">";
}

bool is_known_root(std::string_view local_name) {
  return std::ranges::find(kRoots, local_name, &Root::name) != kRoots.end();
}

std::string describe_root(XmlNode root) { return describe_root(local_name(root)); }

}  // namespace flexverify::saml
