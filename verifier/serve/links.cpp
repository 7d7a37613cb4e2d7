#include "verifier/serve/links.h"

#include "verifier/web/percent.h"

namespace flexverify::serve {
std::string target_link(std::string_view name) {
  return "/target?name=" + web::percent_encode(name, web::EncodeSet::Component);
}
std::string run_link(std::int64_t id) { return "/run?id=" + std::to_string(id); }
std::string compare_link(std::int64_t before, std::int64_t after) {
  return "/compare?before=" + std::to_string(before) + "&after=" + std::to_string(after);
}

}  // namespace flexverify::serve
