#include "tests/lab/odd_pages.h"

#include <fmt/core.h>

namespace flexverify::lab {
namespace {

Reply typed(std::string type, std::string body) {
  return {.status = 200, .type = std::move(type), .body = std::move(body), .headers = {}};
}

Reply sign_in_wall() {
  return html(200, "Company portal",
              "<form method=\"post\" action=\"/portal\"><label>User <input name=\"user\"></label>"
              "<label>Password <input type=\"password\" name=\"secret\"></label>"
              "<button>Sign in</button></form>");
}

Reply download() {
  Reply reply = html(200, "Twilio Flex", "<div id=\"root\"></div>");
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"index.html\"");
  return reply;
}

Reply without_bundle() {
  return typed("text/html; charset=utf-8",
               "<!DOCTYPE html><title>Twilio Flex</title>"
               "<script src=\"/assets/appConfig.js\"></script><div id=\"root\"></div>");
}

}  // namespace

std::optional<Reply> odd_page(OddPage kind, const std::string& elsewhere) {
  switch (kind) {
    case OddPage::None:
      return std::nullopt;
    case OddPage::Maintenance:
      return html(200, "Maintenance", "<h1>We will be back soon</h1>");
    case OddPage::SignInWall:
      return sign_in_wall();
    case OddPage::Empty:
      return typed("text/html", "");
    case OddPage::Json:
      return typed("application/json", "{\"status\":\"ok\"}");
    case OddPage::NoContent:
      return Reply{.status = 204, .body = "", .headers = {}};
    case OddPage::Download:
      return download();
    case OddPage::PlainText:
      return typed("text/plain", "<!DOCTYPE html><script src=/assets/appConfig.js></script>");
    case OddPage::MetaRefresh:
      return html(200, "Moved",
                  fmt::format("<meta http-equiv=\"refresh\" content=\"0; url={}\">", elsewhere));
    case OddPage::ScriptRedirect:
      return html(200, "Moved",
                  fmt::format("<script>window.location.href = \"{}\";</script>", elsewhere));
    case OddPage::NoBundle:
      return without_bundle();
  }
  return std::nullopt;
}

}  // namespace flexverify::lab
