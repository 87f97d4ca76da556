#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

namespace tryall::testing {

/// Waits until it holds; gives up after a minute of trying.
inline bool wait_until(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

/// How many runs a store that another process is writing holds so far.
inline int stored_runs(const std::filesystem::path& store) {
  if (!std::filesystem::exists(store)) return 0;
  try {
    SQLite::Database database(store.string(), SQLite::OPEN_READONLY, 1000);
    return database.execAndGet("SELECT count(*) FROM runs").getInt();
  } catch (const SQLite::Exception&) {
    return 0;  // being made just now
  }
}

}  // namespace tryall::testing
