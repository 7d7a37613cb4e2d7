// What it costs to know a page of 600 KiB, beside what it costs to parse it: the second is to be
// less than twice the first.
#include <benchmark/benchmark.h>

#include <string>

#include "idp-adapters/adapter.h"

namespace {

using namespace flexverify;

constexpr std::size_t kSize = 600UL * 1024;

using Part = std::string (*)(std::size_t number);

std::string markup(std::size_t number) {
  const std::string n = std::to_string(number);
  return "<div class='row r" + n + "'><p id=p" + n + ">Some words <a href='/x?i=" + n +
         "'>and a link</a> <span class=error hidden>none</span></p></div>\n";
}

std::string form(std::size_t number) {
  const std::string n = std::to_string(number);
  return "<form method=post action=/f" + n + "><input type=hidden name=a" + n +
         " value=x><select name=s><option>1<option>2</select><input name=q></form>\n";
}

std::string script(std::size_t number) {
  const std::string n = std::to_string(number);
  return "<script>var a" + n + " = {b: [1, 2, 3], c: 'text'}; function f" + n +
         "(x) { return x + 1; }</script>\n";
}

// Somebody's portal, with the sign-in form at its end.
std::string page_of(Part part) {
  std::string page = "<!DOCTYPE html><html><head><title>Portal</title></head><body>";
  for (std::size_t number = 0; page.size() < kSize; ++number) page += part(number);
  return page +
         "<form method=post action=/login><input name=username>"
         "<input type=password name=password><button>Sign in</button></form></body></html>";
}

const web::Url& url() {
  static const web::Url kUrl = *web::parse_url("https://idp.example/login");
  return kUrl;
}

template <Part part>
void parse(benchmark::State& state) {
  const std::string content = page_of(part);
  for (auto _ : state) benchmark::DoNotOptimize(web::make_page_from_file(url(), content));
}

template <Part part>
void recognise(benchmark::State& state) {
  const web::Page page = web::make_page_from_file(url(), page_of(part));
  for (auto _ : state) {
    const idp::PageView view(page);
    benchmark::DoNotOptimize(idp::recognise(view, nullptr));
  }
}

BENCHMARK(parse<markup>)->Unit(benchmark::kMillisecond);
BENCHMARK(recognise<markup>)->Unit(benchmark::kMillisecond);
BENCHMARK(parse<form>)->Unit(benchmark::kMillisecond);
BENCHMARK(recognise<form>)->Unit(benchmark::kMillisecond);
BENCHMARK(parse<script>)->Unit(benchmark::kMillisecond);
BENCHMARK(recognise<script>)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
