// The basic URL parser (URL Standard 4.4), state by state, without state override.
#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/percent.h"
#include "verifier/web/url.h"
#include "verifier/web/url_host.h"

namespace flexverify::web {
namespace {

struct SpecialScheme {
  std::string_view name;
  std::uint16_t port;
};
constexpr std::array<SpecialScheme, 6> kSpecial = {
    {{"ftp", 21}, {"file", 0}, {"http", 80}, {"https", 443}, {"ws", 80}, {"wss", 443}}};

const SpecialScheme* special(std::string_view scheme) {
  const auto found = std::find_if(kSpecial.begin(), kSpecial.end(),
                                  [&](const SpecialScheme& s) { return s.name == scheme; });
  return found == kSpecial.end() ? nullptr : &*found;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}
bool is_single_dot(std::string_view segment) {
  return segment == "." || base::equals_ignoring_case(segment, "%2e");
}
bool is_double_dot(std::string_view segment) {
  const std::string lower = base::ascii_lower(segment);
  return lower == ".." || lower == ".%2e" || lower == "%2e." || lower == "%2e%2e";
}

// Steps 1 to 3: the ends are stripped of controls and spaces, tabs and newlines go everywhere.
std::string clean(std::string_view input) {
  const auto is_c0_or_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!input.empty() && is_c0_or_space(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_c0_or_space(input.back())) input.remove_suffix(1);
  std::string out;
  for (const char c : input)
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  return out;
}

// Input that is not UTF-8 is decoded with replacement characters first.
std::string as_utf8(std::string_view text) {
  if (base::is_valid_utf8(text)) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = std::min<std::size_t>(4, text.size() - i);
    while (length > 0 && !base::is_valid_utf8(text.substr(i, length))) --length;
    out += length > 0 ? std::string(text.substr(i, length)) : "\xEF\xBF\xBD";
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

enum class State {
  SchemeStart,
  Scheme,
  NoScheme,
  SpecialRelativeOrAuthority,
  PathOrAuthority,
  Relative,
  RelativeSlash,
  SpecialAuthoritySlashes,
  SpecialAuthorityIgnoreSlashes,
  Authority,
  Host,
  Port,
  File,
  FileSlash,
  FileHost,
  PathStart,
  Path,
  OpaquePath,
  Query,
  Fragment,
};
enum class Step { Next, Failure };

class Parser {
 public:
  Parser(std::string input, const Url* base) : in_(std::move(input)), base_(base) {}
  std::optional<Url> run();

 private:
  [[nodiscard]] bool at_end() const { return p_ >= in_.size(); }
  [[nodiscard]] char c() const { return at_end() ? '\0' : in_[p_]; }
  [[nodiscard]] bool is(char wanted) const { return !at_end() && in_[p_] == wanted; }
  [[nodiscard]] std::string_view remaining() const {
    return std::string_view(in_).substr(std::min(p_ + 1, in_.size()));
  }
  [[nodiscard]] bool is_special() const { return special_ != nullptr; }
  [[nodiscard]] bool ends_authority() const {
    return at_end() || is('/') || is('?') || is('#') || (is_special() && is('\\'));
  }
  [[nodiscard]] bool starts_with_drive_letter() const;
  void set_scheme(std::string scheme) {
    url_.scheme = std::move(scheme);
    special_ = special(url_.scheme);
  }
  void go(State state) { state_ = state; }
  void back_to(State state) {
    state_ = state;
    --p_;
  }
  void shorten();
  void copy_authority_of_base();
  Step step();
  Step scheme_start();
  Step scheme();
  Step no_scheme();
  Step relative();
  Step relative_slash();
  Step authority();
  Step host();
  Step port();
  Step file();
  Step file_slash();
  Step file_host();
  Step path_start();
  Step path();
  Step opaque_path();
  void query();
  void end_segment(bool with_slash);
  void begin_query_or_fragment();

  std::string in_;
  const Url* base_;
  Url url_;
  const SpecialScheme* special_ = nullptr;  // the scheme of url_, which every character asks for
  std::vector<std::string> segments_;
  std::string buffer_;
  std::size_t p_ = 0;
  State state_ = State::SchemeStart;
  bool at_sign_seen_ = false;
  bool inside_brackets_ = false;
  bool password_seen_ = false;
};

std::vector<std::string> segments_of(const Url& url) {
  std::vector<std::string> out;
  if (url.path.empty() || url.opaque_path) return out;
  for (const std::string_view part : base::split(std::string_view(url.path).substr(1), '/'))
    out.emplace_back(part);
  return out;
}

bool Parser::starts_with_drive_letter() const {
  const std::string_view rest = std::string_view(in_).substr(std::min(p_, in_.size()));
  return rest.size() >= 2 && is_drive_letter(rest.substr(0, 2)) &&
         (rest.size() == 2 || std::string_view("/\\?#").find(rest[2]) != std::string_view::npos);
}

// "shorten a url's path"
void Parser::shorten() {
  const bool drive = url_.scheme == "file" && segments_.size() == 1 && segments_[0].size() == 2 &&
                     is_alpha(segments_[0][0]) && segments_[0][1] == ':';
  if (!segments_.empty() && !drive) segments_.pop_back();
}

void Parser::copy_authority_of_base() {
  url_.username = base_->username;
  url_.password = base_->password;
  url_.host = base_->host;
  url_.port = base_->port;
}

void Parser::begin_query_or_fragment() {
  if (is('?')) {
    url_.query = "";
    go(State::Query);
  } else if (is('#')) {
    url_.fragment = "";
    go(State::Fragment);
  }
}

Step Parser::scheme_start() {
  if (is_alpha(c())) {
    buffer_ += base::ascii_lower(std::string(1, c()));
    go(State::Scheme);
  } else {
    back_to(State::NoScheme);
  }
  return Step::Next;
}

Step Parser::scheme() {
  if (is_alpha(c()) || is_digit(c()) || is('+') || is('-') || is('.')) {
    buffer_ += base::ascii_lower(std::string(1, c()));
    return Step::Next;
  }
  if (!is(':')) {  // start over
    buffer_.clear();
    p_ = static_cast<std::size_t>(-1);
    go(State::NoScheme);
    return Step::Next;
  }
  set_scheme(std::exchange(buffer_, ""));
  if (url_.scheme == "file") {
    go(State::File);
  } else if (is_special() && base_ != nullptr && base_->scheme == url_.scheme) {
    go(State::SpecialRelativeOrAuthority);
  } else if (is_special()) {
    go(State::SpecialAuthoritySlashes);
  } else if (remaining().starts_with('/')) {
    go(State::PathOrAuthority);
    ++p_;
  } else {
    url_.opaque_path = true;
    go(State::OpaquePath);
  }
  return Step::Next;
}

Step Parser::no_scheme() {
  if (base_ == nullptr || (base_->opaque_path && !is('#'))) return Step::Failure;
  if (base_->opaque_path) {
    url_ = *base_;
    special_ = special(url_.scheme);
    url_.fragment = "";
    go(State::Fragment);
  } else {
    back_to(base_->scheme == "file" ? State::File : State::Relative);
  }
  return Step::Next;
}

Step Parser::relative() {
  set_scheme(base_->scheme);
  if (is('/') || (is_special() && is('\\'))) {
    go(State::RelativeSlash);
    return Step::Next;
  }
  copy_authority_of_base();
  segments_ = segments_of(*base_);
  url_.query = base_->query;
  if (is('?') || is('#')) {
    begin_query_or_fragment();
  } else if (!at_end()) {
    url_.query.reset();
    shorten();
    back_to(State::Path);
  }
  return Step::Next;
}

Step Parser::relative_slash() {
  if (is_special() && (is('/') || is('\\'))) {
    go(State::SpecialAuthorityIgnoreSlashes);
  } else if (is('/')) {
    go(State::Authority);
  } else {
    copy_authority_of_base();
    back_to(State::Path);
  }
  return Step::Next;
}

Step Parser::authority() {
  if (is('@')) {
    if (at_sign_seen_) buffer_.insert(0, "%40");
    at_sign_seen_ = true;
    for (const char byte : buffer_) {
      if (byte == ':' && !password_seen_) {
        password_seen_ = true;
        continue;
      }
      append_encoded(password_seen_ ? url_.password : url_.username, byte, EncodeSet::Userinfo);
    }
    buffer_.clear();
  } else if (ends_authority()) {
    if (at_sign_seen_ && buffer_.empty()) return Step::Failure;
    p_ -= buffer_.size() + 1;
    buffer_.clear();
    go(State::Host);
  } else {
    buffer_ += c();
  }
  return Step::Next;
}

Step Parser::host() {
  const auto finish = [&]() -> Step {
    const auto host = parse_host(buffer_, is_special() ? HostKind::Special : HostKind::Opaque);
    if (!host) return Step::Failure;
    url_.host = *host;
    buffer_.clear();
    return Step::Next;
  };
  if (is(':') && !inside_brackets_) {
    if (buffer_.empty()) return Step::Failure;
    go(State::Port);
    return finish();
  }
  if (ends_authority()) {
    if (is_special() && buffer_.empty()) return Step::Failure;
    back_to(State::PathStart);
    return finish();
  }
  if (is('[')) inside_brackets_ = true;
  if (is(']')) inside_brackets_ = false;
  buffer_ += c();
  return Step::Next;
}

Step Parser::port() {
  if (is_digit(c())) {
    buffer_ += c();
    return Step::Next;
  }
  if (!ends_authority()) return Step::Failure;
  if (!buffer_.empty()) {
    unsigned long value = 0;
    for (const char digit : buffer_) {
      value = value * 10 + static_cast<unsigned long>(digit - '0');
      if (value > 65535) return Step::Failure;
    }
    const auto number = static_cast<std::uint16_t>(value);
    if (!is_special() || special_->port != number) url_.port = number;
    buffer_.clear();
  }
  back_to(State::PathStart);
  return Step::Next;
}

Step Parser::file() {
  set_scheme("file");
  url_.host = "";
  if (is('/') || is('\\')) {
    go(State::FileSlash);
    return Step::Next;
  }
  if (base_ == nullptr || base_->scheme != "file") {
    back_to(State::Path);
    return Step::Next;
  }
  url_.host = base_->host;
  segments_ = segments_of(*base_);
  url_.query = base_->query;
  if (is('?') || is('#')) {
    begin_query_or_fragment();
  } else if (!at_end()) {
    url_.query.reset();
    if (starts_with_drive_letter()) {
      segments_.clear();
    } else {
      shorten();
    }
    back_to(State::Path);
  }
  return Step::Next;
}

Step Parser::file_slash() {
  if (is('/') || is('\\')) {
    go(State::FileHost);
    return Step::Next;
  }
  if (base_ != nullptr && base_->scheme == "file") {
    url_.host = base_->host;
    const auto base_segments = segments_of(*base_);
    if (!starts_with_drive_letter() && !base_segments.empty() && base_segments[0].size() == 2 &&
        is_alpha(base_segments[0][0]) && base_segments[0][1] == ':')
      segments_.push_back(base_segments[0]);
  }
  back_to(State::Path);
  return Step::Next;
}

Step Parser::file_host() {
  if (!at_end() && !is('/') && !is('\\') && !is('?') && !is('#')) {
    buffer_ += c();
    return Step::Next;
  }
  --p_;
  if (is_drive_letter(buffer_)) {  // the drive letter stays in the buffer for the path
    go(State::Path);
  } else if (buffer_.empty()) {
    url_.host = "";
    go(State::PathStart);
  } else {
    const auto host = parse_host(buffer_, HostKind::Special);
    if (!host) return Step::Failure;
    url_.host = *host == "localhost" ? "" : *host;
    buffer_.clear();
    go(State::PathStart);
  }
  return Step::Next;
}

Step Parser::path_start() {
  if (is_special()) {
    go(State::Path);
    if (!is('/') && !is('\\')) --p_;
  } else if (is('?') || is('#')) {
    begin_query_or_fragment();
  } else if (!at_end()) {
    go(State::Path);
    if (!is('/')) --p_;
  }
  return Step::Next;
}

void Parser::end_segment(bool with_slash) {
  if (is_double_dot(buffer_)) {
    shorten();
    if (!with_slash) segments_.emplace_back();
  } else if (is_single_dot(buffer_)) {
    if (!with_slash) segments_.emplace_back();
  } else {
    if (url_.scheme == "file" && segments_.empty() && is_drive_letter(buffer_)) buffer_[1] = ':';
    segments_.push_back(buffer_);
  }
  buffer_.clear();
}

Step Parser::path() {
  const bool slash = is('/') || (is_special() && is('\\'));
  if (at_end() || slash || is('?') || is('#')) {
    end_segment(slash);
    begin_query_or_fragment();
  } else {
    append_encoded(buffer_, c(), EncodeSet::Path);
  }
  return Step::Next;
}

Step Parser::opaque_path() {
  if (is('?') || is('#')) {
    begin_query_or_fragment();
  } else if (!at_end()) {
    append_encoded(url_.path, c(), EncodeSet::C0Control);
  }
  return Step::Next;
}

void Parser::query() {
  if (is('#')) {
    begin_query_or_fragment();
  } else if (!at_end()) {
    append_encoded(*url_.query, c(), is_special() ? EncodeSet::SpecialQuery : EncodeSet::Query);
  }
}

Step Parser::step() {
  switch (state_) {
    case State::SchemeStart:
      return scheme_start();
    case State::Scheme:
      return scheme();
    case State::NoScheme:
      return no_scheme();
    case State::SpecialRelativeOrAuthority:
      if (is('/') && remaining().starts_with('/')) {
        go(State::SpecialAuthorityIgnoreSlashes);
        ++p_;
      } else {
        back_to(State::Relative);
      }
      return Step::Next;
    case State::PathOrAuthority:
      if (is('/')) {
        go(State::Authority);
      } else {
        back_to(State::Path);
      }
      return Step::Next;
    case State::Relative:
      return relative();
    case State::RelativeSlash:
      return relative_slash();
    case State::SpecialAuthoritySlashes:
      go(State::SpecialAuthorityIgnoreSlashes);
      if (is('/') && remaining().starts_with('/')) {
        ++p_;
      } else {
        --p_;
      }
      return Step::Next;
    case State::SpecialAuthorityIgnoreSlashes:
      if (!is('/') && !is('\\')) back_to(State::Authority);
      return Step::Next;
    case State::Authority:
      return authority();
    case State::Host:
      return host();
    case State::Port:
      return port();
    case State::File:
      return file();
    case State::FileSlash:
      return file_slash();
    case State::FileHost:
      return file_host();
    case State::PathStart:
      return path_start();
    case State::Path:
      return path();
    case State::OpaquePath:
      return opaque_path();
    case State::Query:
      query();
      return Step::Next;
    case State::Fragment:
      if (!at_end()) append_encoded(*url_.fragment, c(), EncodeSet::Fragment);
      return Step::Next;
  }
  return Step::Failure;
}

std::optional<Url> Parser::run() {
  // Each state sees the end of the input once; unsigned wrap-around stands for "pointer - 1".
  for (;; ++p_) {
    const bool end = p_ != static_cast<std::size_t>(-1) && at_end();
    if (step() == Step::Failure) return std::nullopt;
    if (end && p_ != static_cast<std::size_t>(-1) && at_end()) break;
  }
  if (!url_.opaque_path)
    for (const std::string& segment : segments_) url_.path += "/" + segment;
  return std::move(url_);
}

}  // namespace

std::optional<Url> parse_url(std::string_view input, const Url* base) {
  return Parser(as_utf8(clean(input)), base).run();
}

}  // namespace flexverify::web
