#include "verifier/config/users.h"

#include <array>
#include <string_view>
#include <utility>

#include "verifier/config/merge.h"
#include "verifier/model/account_secrets.h"

namespace flexverify::config {
namespace {

using base::Json;

// A member of a user, and where it belongs in a target.
struct Place {
  std::string_view member;
  std::string_view object;
};
constexpr std::array<Place, 3> kPlaces = {
    {{"username", "idp"}, {"role", "expect"}, {"identity", "expect"}}};

std::vector<Place> places() {
  std::vector<Place> all(kPlaces.begin(), kPlaces.end());
  for (const model::AccountSecret& row : model::kAccountSecrets) all.push_back({row.key, "idp"});
  return all;
}

// The user's values win over those of the target.
Json for_user(const Json& target, const Json& user) {
  Json over;
  for (const auto& [member, object] : places()) {
    const Json* value = user.find(member);
    if (value == nullptr || value->is_null()) continue;
    Json inner = over.find(object) == nullptr ? Json() : *over.find(object);
    inner.set(member, *value);
    over.set(object, std::move(inner));
  }
  over.set("name", target.text("name") + "/" + user.text("name"));
  Json one = merged(target, over);
  one.set("users", nullptr);
  return one;
}

}  // namespace

std::vector<Json> one_for_each_user(std::vector<Json> targets) {
  std::vector<Json> all;
  all.reserve(targets.size());
  for (Json& target : targets) {
    const Json* users = target.find("users");
    if (users == nullptr || users->array() == nullptr) {
      all.push_back(std::move(target));
      continue;
    }
    for (const Json& user : *users->array()) all.push_back(for_user(target, user));
  }
  return all;
}

bool names_target(const std::string& wanted, const std::string& target) {
  return target == wanted || target.starts_with(wanted + "/");
}

}  // namespace flexverify::config
