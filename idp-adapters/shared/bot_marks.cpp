#include "idp-adapters/shared/bot_marks.h"

#include <array>
#include <utility>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/sentences.h"
#include "verifier/base/text.h"
#include "verifier/web/label.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using Mark = std::pair<std::string_view, std::string_view>;  // what to look for, its name

constexpr std::array<Mark, 4> kWidgetClasses = {{{"g-recaptcha", "reCAPTCHA"},
                                                 {"h-captcha", "hCaptcha"},
                                                 {"cf-turnstile", "Cloudflare Turnstile"},
                                                 {"frc-captcha", "Friendly Captcha"}}};
// In the address of a frame: the captcha is shown. A page that loads the script may never use it.
constexpr std::array<Mark, 5> kFrames = {{{"/recaptcha/", "reCAPTCHA"},
                                          {"hcaptcha.com", "hCaptcha"},
                                          {"challenges.cloudflare.com", "Cloudflare Turnstile"},
                                          {"arkoselabs", "Arkose"},
                                          {"funcaptcha", "Arkose"}}};
// In the address of a script or a frame: these take the page's place.
constexpr std::array<Mark, 3> kResources = {{{"captcha-delivery.com", "DataDome"},
                                             {"_Incapsula_Resource", "Imperva"},
                                             {"px-captcha", "PerimeterX"}}};

std::string widget_mark(const web::Element& element) {
  for (const auto& [name, vendor] : kWidgetClasses)
    if (web::has_class(element, name)) return std::string(vendor);
  if (element.attribute("data-sitekey") != nullptr) return "a captcha (data-sitekey)";
  return element.attribute_or_empty("id") == "px-captcha" ? "PerimeterX" : "";
}

std::string resource_mark(const web::Element& element) {
  if (element.tag != "script" && element.tag != "iframe") return "";
  const std::string source = element.attribute_or_empty("src");
  if (element.tag == "iframe")
    for (const auto& [part, vendor] : kFrames)
      if (base::contains(source, part)) return std::string(vendor);
  for (const auto& [part, vendor] : kResources)
    if (base::contains(source, part)) return std::string(vendor);
  return "";
}

// Cloudflare puts its scripts into ordinary pages too; a challenge replaces the page, in the
// browser's language.
std::string cloudflare_mark(const PageView& page) {
  const std::string* mitigated = web::find_header(page.headers, "cf-mitigated");
  if (mitigated != nullptr && base::equals_ignoring_case(base::trim(*mitigated), "challenge"))
    return "a Cloudflare challenge";
  if (base::contains(page.body, "_cf_chl_opt")) return "a Cloudflare challenge";
  const bool refused = page.status == 403 || page.status == 503;
  const bool shown = base::contains(web::title(page.document), "Just a moment");
  const bool scripted = base::contains(page.body, "/cdn-cgi/challenge-platform/") &&
                        !base::contains(page.body, "__CF$cv$params");
  return scripted && (refused || shown) ? "a Cloudflare challenge" : "";
}

bool speaks_of_a_picture(const web::Control& control) {
  constexpr auto kLabels = std::to_array<std::string_view>(
      {"captcha", "characters you see", "characters shown", "text you see", "letters you see",
       "in the image", "in the picture", "im bild", "dans l'image", "en la imagen", "na imagem",
       "nell'immagine", "in de afbeelding", "画像"});
  return has_one(web::label_of(*control.element), kLabels);
}

// What a picture shows is typed in by hand.
enum class Pictures { None, Some };
std::string picture_mark(const PageView& page, Pictures pictures) {
  for (const web::Form& form : page.forms)
    for (const web::Control& control : form.controls) {
      if (control.kind != web::ControlKind::Text || !is_usable(control)) continue;
      if (base::contains_ignoring_case(control.name, "captcha") ||
          (pictures == Pictures::Some && speaks_of_a_picture(control)))
        return "a captcha (field " + quoted(control.name) + ")";
    }
  return "";
}

}  // namespace

std::string bot_mark(const PageView& page) {
  if (std::string mark = cloudflare_mark(page); !mark.empty()) return mark;
  std::string resource;
  Pictures pictures = Pictures::None;
  for (const web::Element* element : web::elements(page.document, "")) {
    if (std::string mark = widget_mark(*element); !mark.empty()) return mark;
    if (resource.empty()) resource = resource_mark(*element);
    if (element->tag == "img" || element->tag == "canvas") pictures = Pictures::Some;
  }
  if (std::string mark = picture_mark(page, pictures); !mark.empty()) return mark;
  // A login page may load such a script and never use it.
  return resource.empty() || find_sign_in_form(page) ? "" : resource;
}

}  // namespace flexverify::idp
