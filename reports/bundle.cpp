// The evidence for a change ticket: the reports that people and machines read, the version that
// made them, and the SHA-256 of each. bundle.cpp alone knows libzip.
#include <zip.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <vector>

#include "reports/json_parts.h"
#include "reports/renderer.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"

namespace flexverify::reports {
namespace {

using base::Json;

// A regular file that its owner alone reads and writes, where `unzip` looks for it.
constexpr zip_uint32_t kOwnerOnly = 0100600U << 16;

struct File {
  std::string name;
  std::string content;
};

std::vector<File> files_of(const model::Run& run) {
  const RenderOptions wide{.width = 100, .detail = Detail::Verbose};
  return {{"report.html", render_html(run, {})},
          {"report.txt", render_text(run, wide)},
          {"run.json", render_json(run, {})},
          {"requests.har", render_har(run, {})}};
}

// What `sha256sum -c SHA256SUMS` reads.
std::string checksums(const std::vector<File>& files) {
  std::string text;
  for (const File& file : files)
    text += base::hex_encode(base::sha256(file.content)) + "  " + file.name + "\n";
  return text;
}

std::string manifest(const model::Run& run, const std::vector<File>& files) {
  Json::Array list;
  for (const File& file : files)
    list.emplace_back(Json::Object{{"name", file.name},
                                   {"bytes", json_parts::number(file.content.size())},
                                   {"sha256", base::hex_encode(base::sha256(file.content))}});
  const Json json(
      Json::Object{{"schema", "flexverify-evidence/1"},
                   {"tool", Json::Object{{"name", "flexverify"}, {"version", run.tool_version}}},
                   {"started", json_parts::time(run.started)},
                   {"verdict", model::name_of(run.verdict)},
                   {"files", Json(std::move(list))}});
  return base::dump_json(json, 2) + "\n";
}

// libzip fails only without memory here, and that is a bug of ours or the end of everything.
template <class T>
T* need(T* pointer) {
  if (pointer == nullptr) throw std::runtime_error("the archive cannot be made");
  return pointer;
}
void need(bool done) {
  if (!done) throw std::runtime_error("the archive cannot be made");
}

struct Release {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

// What an archive can say: 1980 to 2107.
std::time_t archive_time(base::WallTime time) {
  constexpr std::int64_t kFirst = 315'619'200, kLast = 4'354'732'800;
  return std::clamp<std::int64_t>(
      std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count(), kFirst, kLast);
}

void add(zip_t* archive, const File& file, std::time_t time) {
  zip_source_t* source =
      need(zip_source_buffer(archive, file.content.data(), file.content.size(), 0));
  const auto index = zip_file_add(archive, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) zip_source_free(source);
  need(index >= 0);
  const auto entry = static_cast<zip_uint64_t>(index);
  need(zip_file_set_mtime(archive, entry, time, 0) == 0);
  need(zip_file_set_external_attributes(archive, entry, 0, ZIP_OPSYS_UNIX, kOwnerOnly) == 0);
}

std::string content_of(zip_source_t* source) {
  need(zip_source_open(source) == 0);
  std::string bytes, part(65536, '\0');
  for (zip_int64_t got = 1; got > 0;) {
    got = zip_source_read(source, part.data(), part.size());
    need(got >= 0);
    bytes.append(part, 0, static_cast<std::size_t>(got));
  }
  zip_source_close(source);
  return bytes;
}

// The time in the archive is that of the run, so that the same run gives the same archive.
std::string zipped(const std::vector<File>& files, std::time_t time) {
  const std::unique_ptr<zip_source_t, Release> buffer(
      need(zip_source_buffer_create(nullptr, 0, 0, nullptr)));
  zip_source_keep(buffer.get());  // closing the archive gives one reference back
  std::unique_ptr<zip_t, Release> archive(
      need(zip_open_from_source(buffer.get(), ZIP_TRUNCATE, nullptr)));
  for (const File& file : files) add(archive.get(), file, time);
  need(zip_close(archive.get()) == 0);
  static_cast<void>(archive.release());  // closed above
  return content_of(buffer.get());
}

}  // namespace

std::string render_bundle(const model::Run& run, const RenderOptions&) {
  std::vector<File> files = files_of(run);
  const std::string list = manifest(run, files);
  files.push_back({"manifest.json", list});
  files.push_back({"SHA256SUMS", checksums(files)});
  return zipped(files, archive_time(run.started));
}

}  // namespace flexverify::reports
