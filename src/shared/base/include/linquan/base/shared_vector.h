#pragma once

#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace linquan {

/// A vector whose copies share their values until one of them is written to: a city that differs in its outlets only
/// shares its homes and streets with the one before.
///
/// Reads as a vector does. Whatever may write (also begin() and operator[] of one that is not const) makes the values
/// its own first, so iterators of a writer must not outlive a copy that is made meanwhile.
template <class T>
class SharedVector {
 public:
  using Values = std::vector<T>;
  using value_type = T;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using reference = T&;
  using const_reference = T const&;
  using iterator = typename Values::iterator;
  using const_iterator = typename Values::const_iterator;

  SharedVector() : values_{nothing()} {}
  // What takes or gives a vector takes or gives this too.
  SharedVector(Values values)
      : values_{std::make_shared<Values>(std::move(values))} {}  // NOLINT(google-explicit-constructor)
  SharedVector(std::initializer_list<T> values) : values_{std::make_shared<Values>(values)} {}
  SharedVector(SharedVector const&) = default;
  SharedVector(SharedVector&& other) noexcept : values_{std::exchange(other.values_, nothing())} {}
  SharedVector& operator=(SharedVector const&) = default;
  SharedVector& operator=(SharedVector&& other) noexcept {
    values_ = std::exchange(other.values_, nothing());
    return *this;
  }
  ~SharedVector() = default;

  operator Values const&() const { return *values_; }  // NOLINT(google-explicit-constructor): as above
  [[nodiscard]] Values const& values() const { return *values_; }
  [[nodiscard]] std::size_t size() const { return values_->size(); }
  [[nodiscard]] bool empty() const { return values_->empty(); }
  [[nodiscard]] const_iterator begin() const { return values_->cbegin(); }
  [[nodiscard]] const_iterator end() const { return values_->cend(); }
  [[nodiscard]] T const* data() const { return values_->data(); }
  T const& operator[](std::size_t i) const { return std::as_const(*values_)[i]; }
  [[nodiscard]] T const& at(std::size_t i) const { return std::as_const(*values_).at(i); }
  [[nodiscard]] T const& front() const { return std::as_const(*values_).front(); }
  [[nodiscard]] T const& back() const { return std::as_const(*values_).back(); }
  /// Whether both are the same values in the same place: then nothing differs.
  [[nodiscard]] bool shares(SharedVector const& other) const { return values_ == other.values_; }

  /// For whoever writes a lot, or wants a vector to write to.
  [[nodiscard]] Values& edit() { return own(); }
  [[nodiscard]] iterator begin() { return own().begin(); }
  [[nodiscard]] iterator end() { return own().end(); }
  [[nodiscard]] T* data() { return own().data(); }
  T& operator[](std::size_t i) { return own()[i]; }
  [[nodiscard]] T& at(std::size_t i) { return own().at(i); }
  [[nodiscard]] T& front() { return own().front(); }
  [[nodiscard]] T& back() { return own().back(); }
  void push_back(T value) { own().push_back(std::move(value)); }
  template <class... Args>
  T& emplace_back(Args&&... args) {
    return own().emplace_back(std::forward<Args>(args)...);
  }
  void pop_back() { own().pop_back(); }
  void clear() { values_ = nothing(); }
  void reserve(std::size_t count) { own().reserve(count); }
  void resize(std::size_t count) { own().resize(count); }
  void resize(std::size_t count, T const& value) { own().resize(count, value); }
  void assign(std::size_t count, T const& value) { own().assign(count, value); }
  template <std::input_iterator Iterator>
  void assign(Iterator first, Iterator last) {
    own().assign(first, last);
  }
  iterator erase(const_iterator at) { return own().erase(at); }
  iterator erase(const_iterator first, const_iterator last) { return own().erase(first, last); }
  iterator insert(const_iterator at, T value) { return own().insert(at, std::move(value)); }
  template <std::input_iterator Iterator>
  iterator insert(const_iterator at, Iterator first, Iterator last) {
    return own().insert(at, first, last);
  }

  friend bool operator==(SharedVector const& a, SharedVector const& b) {
    return a.values_ == b.values_ || *a.values_ == *b.values_;
  }
  friend bool operator==(SharedVector const& a, Values const& b) { return *a.values_ == b; }

 private:
  static std::shared_ptr<Values> const& nothing() {
    static auto const empty = std::make_shared<Values>();
    return empty;
  }

  Values& own() {
    if (values_.use_count() != 1) {
      values_ = std::make_shared<Values>(std::as_const(*values_));
    } else {
      // Who shared them until a moment ago has read before it let go.
      std::atomic_thread_fence(std::memory_order_acquire);
    }
    return *values_;
  }

  std::shared_ptr<Values> values_;
};

}  // namespace linquan
