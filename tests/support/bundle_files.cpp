#include "tests/support/bundle_files.h"

#include <zip.h>

#include <array>
#include <stdexcept>

namespace flexverify::test {

std::string bundle_files(const std::string& archive) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
  zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip == nullptr) throw std::runtime_error("no ZIP archive");
  std::string all;
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    all += std::string(zip_get_name(zip, index, 0)) + "\n";
    zip_file_t* file = zip_fopen_index(zip, index, 0);
    if (file == nullptr) throw std::runtime_error("a file of the archive cannot be read");
    std::array<char, 65536> part{};
    for (zip_int64_t n = 0; (n = zip_fread(file, part.data(), part.size())) > 0;)
      all.append(part.data(), static_cast<std::size_t>(n));
    zip_fclose(file);
  }
  zip_discard(zip);
  return all;
}

}  // namespace flexverify::test
