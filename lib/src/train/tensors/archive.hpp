#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include "tryall/error.hpp"

namespace tryall::train {

/// Counts the bytes that Saving will write, so that no more memory than that is taken for them.
class Measuring {
 public:
  template <class T>
  void value(const T&) {
    bytes_ += sizeof(T);
  }
  template <class T>
  void values(std::span<T> plain) {
    bytes_ += sizeof(std::size_t) + plain.size_bytes();
  }
  template <class T>
  void list(const std::vector<T>& plain) {
    values(std::span<const T>(plain));
  }
  template <class T>
  void last_value(const T& plain) {
    value(plain);
  }

  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
};

/// Writes what it is shown to bytes, in the machine's own order.
class Saving {
 public:
  explicit Saving(std::size_t bytes = 0) { bytes_.reserve(bytes); }

  template <class T>
  void value(const T& plain) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto* begin = reinterpret_cast<const std::byte*>(&plain);
    bytes_.insert(bytes_.end(), begin, begin + sizeof(T));
  }
  /// Values whose number is fixed.
  template <class T>
  void values(std::span<T> plain) {
    static_assert(std::is_trivially_copyable_v<T>);
    value(plain.size());
    const auto* begin = reinterpret_cast<const std::byte*>(plain.data());
    bytes_.insert(bytes_.end(), begin, begin + plain.size_bytes());
  }
  /// Values whose number is part of what is saved.
  template <class T>
  void list(const std::vector<T>& plain) {
    values(std::span<const T>(plain));
  }

  /// A value that older programs did not save; nothing may follow it.
  template <class T>
  void last_value(const T& plain) {
    value(plain);
  }

  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

/// Reads the same back. Throws Error where the bytes are of something else.
class Loading {
 public:
  explicit Loading(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class T>
  void value(T& plain) {
    copy(&plain, sizeof(T));
  }
  template <class T>
  void values(std::span<T> plain) {
    std::size_t size = 0;
    value(size);
    if (size != plain.size()) fail();
    copy(plain.data(), plain.size_bytes());
  }
  template <class T>
  void list(std::vector<T>& plain) {
    std::size_t size = 0;
    value(size);
    if (size > bytes_.size() / sizeof(T)) fail();
    plain.resize(size);
    copy(plain.data(), size * sizeof(T));
  }
  /// Left as it is where there is none.
  template <class T>
  void last_value(T& plain) {
    if (!bytes_.empty()) value(plain);
  }
  /// Throws unless all was read.
  void finish() const {
    if (!bytes_.empty()) fail();
  }

 private:
  [[noreturn]] static void fail() {
    throw Error(ErrorCode::failed,
                "a checkpoint does not belong to this training; `tryall gc` removes checkpoints");
  }
  void copy(void* to, std::size_t size) {
    if (size > bytes_.size()) fail();
    if (size > 0) std::memcpy(to, bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
  }

  std::span<const std::byte> bytes_;
};

}  // namespace tryall::train
