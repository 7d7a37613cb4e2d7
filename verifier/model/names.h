// Tables that give each value of an enum its name, read in both directions.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace flexverify::model {

template <class E>
struct Named {
  E value;
  std::string_view name;  // as it is written in results
};

template <class E, std::size_t N>
std::string_view name_in(const std::array<Named<E>, N>& table, E value) {
  for (const auto& row : table)
    if (row.value == value) return row.name;
  return "";
}

template <class E, std::size_t N>
std::optional<E> value_in(const std::array<Named<E>, N>& table, std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return row.value;
  return std::nullopt;
}

}  // namespace flexverify::model
