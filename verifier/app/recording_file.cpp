#include "verifier/app/recording_file.h"

#include "verifier/base/files.h"

namespace flexverify::app {
namespace {

tl::unexpected<base::Error> in_file(const std::string& path, const base::Error& error) {
  return base::fail(path + (error.where.empty() ? "" : ":" + error.where), error.what);
}

}  // namespace

base::Result<RecordingFile> read_recording_file(const std::string& path) {
  const auto har = base::read_file(path, web::kMaxRecordingBytes);
  if (!har) return tl::unexpected(har.error());
  auto recording = web::read_recording(*har);
  if (!recording) return in_file(path, recording.error());
  auto login = recording::find_login(*recording);
  if (!login) return in_file(path, login.error());
  return RecordingFile{*std::move(recording), *std::move(login)};
}

}  // namespace flexverify::app
