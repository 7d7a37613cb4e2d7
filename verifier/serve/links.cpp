#include "verifier/serve/links.h"

#include "verifier/web/percent.h"

namespace flexverify::serve {
namespace {

std::string encoded(std::string_view text) {
  return web::percent_encode(text, web::EncodeSet::Component);
}

}  // namespace

std::string index_link(std::string_view search, std::size_t page) {
  return "/?search=" + encoded(search) + "&page=" + std::to_string(page);
}
std::string changes_link(std::string_view search, std::size_t page, std::string_view since) {
  return "/changes?search=" + encoded(search) + "&page=" + std::to_string(page) +
         "&since=" + encoded(since);
}
std::string target_link(std::string_view name) { return "/target?name=" + encoded(name); }
std::string run_link(std::int64_t id) { return "/run?id=" + std::to_string(id); }
std::string compare_link(std::int64_t before, std::int64_t after) {
  return "/compare?before=" + std::to_string(before) + "&after=" + std::to_string(after);
}

}  // namespace flexverify::serve
