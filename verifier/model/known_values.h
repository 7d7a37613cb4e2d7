// Declared values, and where they stand in a text: Aho and Corasick's automaton, so that the time
// for a text depends on its length and not on how many values a server made us know.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flexverify::model {

struct Needle {
  std::string bytes;      // what is looked for
  std::size_t value = 0;  // which value it is a spelling of
};

struct KnownValueMatch {
  std::size_t from, to;
  std::size_t value;  // of which value it is a spelling
};

// Whether the text may end within a value. Where "…" stands it may in any case; of a value that is
// cut off there, one byte is a match.
enum class TextEnd { Whole, MayBeCut };

// Values shorter than this are not looked for: every "a" would go.
inline constexpr std::size_t kShortestValue = 4;

class ValueAutomaton {
 public:
  explicit ValueAutomaton(std::vector<Needle> needles);
  ~ValueAutomaton();
  ValueAutomaton(ValueAutomaton&&) = default;
  ValueAutomaton& operator=(ValueAutomaton&&) = default;
  ValueAutomaton(const ValueAutomaton&) = delete;
  ValueAutomaton& operator=(const ValueAutomaton&) = delete;

  void find(std::string_view text, TextEnd end, std::vector<KnownValueMatch>& found) const;
  [[nodiscard]] std::size_t size() const { return needles_.size(); }
  [[nodiscard]] std::vector<Needle> take() { return std::move(needles_); }

 private:
  // A beginning of needles. 0 stands for "none"; the root is node 0, which is nobody's child.
  struct Node {
    std::uint32_t child = 0, sibling = 0;
    std::uint32_t fail = 0;    // the longest other beginning with which this one ends
    std::uint32_t hit = 0;     // this one or the longest of those behind `fail` that is a needle's
    std::uint32_t needle = 0;  // one of those that begin like this
    std::uint32_t depth = 0;
    std::uint32_t ends = kNone;  // the first of those that end, or go on, here
    unsigned char byte = 0;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void insert(std::uint32_t needle);
  void link();
  [[nodiscard]] std::uint32_t child(std::uint32_t node, unsigned char byte) const;
  [[nodiscard]] std::uint32_t step(std::uint32_t node, unsigned char byte) const;
  [[nodiscard]] KnownValueMatch longest(std::uint32_t node, std::string_view text,
                                        std::size_t from) const;

  std::vector<Needle> needles_;
  std::vector<std::uint32_t> next_;  // of those that share a node, by needle
  std::vector<Node> nodes_;
  std::array<std::uint32_t, 256> first_{};  // the children of the root
};

// Automata of doubling sizes: a value that is added moves each other one a few times only.
class KnownValues {
 public:
  void add(Needle needle) { pending_.push_back(std::move(needle)); }
  void find(std::string_view text, TextEnd end, std::vector<KnownValueMatch>& found);

 private:
  void settle();
  std::vector<Needle> pending_;
  std::vector<ValueAutomaton> automata_;  // the largest first
};

}  // namespace flexverify::model
