// An optional value on the heap: where it is absent, as small as a pointer.
#pragma once

#include <memory>
#include <utility>

namespace flexverify::base {

template <class Value>
class Boxed {
 public:
  Boxed() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): as std::optional has it.
  Boxed(Value value) : value_(std::make_unique<Value>(std::move(value))) {}
  ~Boxed() = default;
  Boxed(const Boxed& other) : value_(other ? std::make_unique<Value>(*other) : nullptr) {}
  Boxed& operator=(const Boxed& other) {
    Boxed copy(other);
    value_.swap(copy.value_);
    return *this;
  }
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(Boxed&&) noexcept = default;

  explicit operator bool() const { return value_ != nullptr; }
  // Null when it is absent.
  [[nodiscard]] const Value* get() const { return value_.get(); }
  Value& operator*() { return *value_; }
  const Value& operator*() const { return *value_; }
  Value* operator->() { return value_.get(); }
  const Value* operator->() const { return value_.get(); }

 private:
  std::unique_ptr<Value> value_;
};

}  // namespace flexverify::base
