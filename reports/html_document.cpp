// The frame of every HTML report: no script, nothing from elsewhere, a policy that allows only its
// own style sheet.
#include "reports/html_parts.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"

namespace flexverify::reports::html {
namespace {

std::string policy() {
  const std::string hash = base::base64_encode(base::sha256(style_sheet().text));
  return "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'";
}

Markup head(Literal title) {
  return element(
      "head", empty_element("meta", {{"charset", "utf-8"}}) +
                  empty_element(
                      "meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy()}}) +
                  empty_element("meta", {{"name", "viewport"},
                                         {"content", "width=device-width, initial-scale=1"}}) +
                  empty_element("meta", {{"name", "referrer"}, {"content", "no-referrer"}}) +
                  element("title", Markup::literal(title)) +
                  element("style", Markup::literal(style_sheet())));
}

}  // namespace

std::string document(Literal title, const Markup& body) {
  return document_begin(title) + body.html() + document_end();
}

std::string document_begin(Literal title) {
  return "<!DOCTYPE html>\n<html lang=\"en\">" + head(title).html() + "<body>";
}

std::string document_end() { return "</body></html>\n"; }

}  // namespace flexverify::reports::html
