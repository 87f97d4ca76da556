#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

#include "tryall/error.hpp"

namespace tryall::reports {

/// The texts of a query's first column.
std::vector<std::string> texts(SQLite::Database& database, const std::string& sql);

/// Where nothing of a statement is the user's.
inline constexpr const char* the_store = "the store";

/// Throws the Error of a question that took longer than it may.
[[noreturn]] void fail_at_limit(const std::string& what);

/// Throws the Error that says what SQLite did not accept about `what`, with the nearest known name where it
/// did not know one. Inside a handler: trouble of the store itself is thrown on.
[[noreturn]] void refuse(SQLite::Database& database, const std::string& what, const SQLite::Exception& error);

/// Runs `action`; a complaint of SQLite's about `what` becomes an Error.
template <class Action>
auto guarded(SQLite::Database& database, const std::string& what, Action&& action) {
  try {
    return action();
  } catch (const SQLite::Exception& error) {
    refuse(database, what, error);
  }
}

}  // namespace tryall::reports
