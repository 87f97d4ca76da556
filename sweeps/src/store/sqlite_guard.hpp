#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {

template <class Action>
auto SqliteStore::guarded(Action&& action) {
  const std::lock_guard lock(mutex_);
  try {
    return action();
  } catch (const SQLite::Exception& error) {
    fail_store(file_, error.getErrorCode(), error.what());
  }
}

}  // namespace tryall::sweeps
