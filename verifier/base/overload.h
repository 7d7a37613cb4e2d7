// overload: the visitor for std::variant, one lambda for each alternative.
#pragma once

namespace flexverify::base {

template <class... Fs>
struct overload : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
overload(Fs...) -> overload<Fs...>;

}  // namespace flexverify::base
