// What a page is made of, without any value: the same for two logins, another one when its server
// was changed.
#pragma once

#include <span>
#include <string>

#include "verifier/web/form.h"
#include "verifier/web/page.h"

namespace flexverify::web {

// `forms` are the page's own: forms with method, path and controls (kind and name), and how many
// scripts there are; of JSON the paths of its members. Numbers within names count as one and the
// same, since servers count in them.
[[nodiscard]] std::string structure_of(const Page& page, std::span<const Form> forms);
// The first 12 hexadecimal digits of its SHA-256; "" of a page that is neither HTML nor JSON.
[[nodiscard]] std::string structure_fingerprint(const Page& page, std::span<const Form> forms);

}  // namespace flexverify::web
