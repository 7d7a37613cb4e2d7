#include <algorithm>

#include "idp-adapters/page_report.h"
#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/config/keys.h"
#include "verifier/web/page.h"

namespace flexverify::app {
namespace {

constexpr std::size_t kPageLimit = 4 * 1024 * 1024;

int bad(const std::string& what) {
  complain("flexverify: " + what + "\n");
  return kUsageError;
}

// What was sent before the page came.
idp::Memory memory_after(std::string_view secret) {
  idp::Memory memory;
  memory.username_sent = memory.password_sent = !secret.empty();
  memory.one_time_code_sent = secret == "code";
  return memory;
}

}  // namespace

int run(const cli::PageCommand& command) {
  const auto* key = config::key_at("/targets/*/idp/adapter");
  if (const auto fault = config::fault_in(command.idp, *key, known_names()))
    return bad("--idp: " + *fault);
  auto url = web::parse_url(command.url);
  if (!url || !url->host) return bad("--url: \"" + base::printable(command.url) + "\" is no URL");
  auto content = base::read_file(command.file, kPageLimit);
  if (!content) return bad(content.error().where + ": " + content.error().what);
  web::Page page = web::make_page_from_file(std::move(*url), std::move(*content));
  page.status = command.status;
  const idp::Memory memory = memory_after(command.after);
  const idp::Adapter* wanted = idp::adapter_named(command.idp);  // null for auto
  const base::Json report = idp::page_report(page, wanted, idp::example_facts(), memory);
  say(command.json ? base::dump_json(report, 2) + "\n"
                   : idp::page_report_text(page, wanted, idp::example_facts(), memory));
  const base::Json* adapter = report.find("adapter");
  return adapter == nullptr || adapter->is_null() ? kUsageError : 0;
}

}  // namespace flexverify::app
