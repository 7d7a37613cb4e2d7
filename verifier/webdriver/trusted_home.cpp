#include "verifier/webdriver/trusted_home.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <vector>

#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/webdriver/child.h"

namespace flexverify::webdriver {
namespace {

constexpr std::size_t kMostBytes = std::size_t{4} * 1024 * 1024;
constexpr std::size_t kMostAuthorities = 50;  // each is a process
constexpr std::chrono::seconds kPatience{10};

std::vector<std::string> certificates_in(const std::string& pem) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  std::vector<std::string> found;
  for (std::size_t at = pem.find(kBegin); at != std::string::npos; at = pem.find(kBegin, at + 1)) {
    const std::size_t end = pem.find(kEnd, at);
    if (end == std::string::npos) break;
    found.push_back(pem.substr(at, end + kEnd.size() - at) + "\n");
  }
  return found;
}

bool ends_well(const std::vector<std::string>& arguments, const std::string& home,
               const std::stop_token& stop) {
  const auto child = start_child(arguments, {"HOME=" + home, "PATH=/usr/bin:/bin"});
  if (!child) return false;
  const auto until = std::chrono::steady_clock::now() + kPatience;
  int status = -1;
  while (::waitpid(child->pid, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() < until && !stop.stop_requested()) {
      ::poll(nullptr, 0, 5);
      continue;
    }
    ::kill(child->pid, SIGKILL);
    ::waitpid(child->pid, &status, 0);
    break;
  }
  ::close(child->output);
  ::close(child->errors);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

model::Finding cannot(std::string what) {
  model::Finding finding = model::make_finding(model::Code::BrowserUnavailable, std::move(what));
  finding.hint =
      "Install what puts --ca-file's authorities into it: apt-get install libnss3-tools.";
  return finding;
}

}  // namespace

std::optional<model::Finding> trust_in_home(const std::string& ca_file, const std::string& home,
                                            const std::stop_token& stop) {
  const auto pem = base::read_file(ca_file, kMostBytes);
  if (!pem) return cannot("the browser cannot be told to trust --ca-file: " + pem.error().what);
  if (find_program("certutil").empty())
    return cannot(
        "Chromium takes the authorities of --ca-file from a store that certutil makes, "
        "and it is not installed");
  const std::string store = home + "/.pki/nssdb", file = home + "/authority.pem";
  base::make_private_folder_of(store + "/x");
  bool made = ends_well({"certutil", "-N", "-d", "sql:" + store, "--empty-password"}, home, stop);
  const auto authorities = certificates_in(*pem);
  if (authorities.empty() || authorities.size() > kMostAuthorities)
    return cannot("--ca-file has " + std::to_string(authorities.size()) +
                  " certificates; a browser can be given from 1 to 50");
  for (std::size_t i = 0; made && i < authorities.size(); ++i)
    made = base::write_file(file, authorities[i]).has_value() &&
           ends_well({"certutil", "-A", "-d", "sql:" + store, "-n", "ca-" + std::to_string(i), "-t",
                      "C,,", "-i", file},
                     home, stop);
  if (made) return std::nullopt;
  return cannot("certutil did not put the authorities of --ca-file into the browser's store");
}

}  // namespace flexverify::webdriver
