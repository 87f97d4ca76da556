#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "program.hpp"
#include "temporary_folder.hpp"

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

/// The only number of a query's only row, of a store that another process is writing; 0 while there is no
/// such store or table.
inline int number_in(const std::filesystem::path& store, const std::string& sql) {
  try {
    return SQLite::Database(store.string(), SQLite::OPEN_READONLY, 1000).execAndGet(sql).getInt();
  } catch (const SQLite::Exception&) {
    return 0;  // being made just now
  }
}

/// How many runs it holds so far.
inline int stored_runs(const std::filesystem::path& store) {
  return number_in(store, "SELECT count(*) FROM runs");
}

/// Of a process, as /proc has it: 'R' running, 'S' sleeping, 'T' stopped.
inline char state_of(pid_t process) {
  const std::string stat = read_file("/proc/" + std::to_string(process) + "/stat");
  const std::size_t name_end = stat.rfind(')');
  return name_end == std::string::npos ? '?' : stat[name_end + 2];
}

/// Stops a process (SIGSTOP) at a moment at which it holds no lock on the store, which others would wait for.
inline void stop_between_writes(const Program& program, const std::filesystem::path& store) {
  const auto is_free = [&] {
    try {
      SQLite::Database database(store.string(), SQLite::OPEN_READWRITE, 200);
      database.exec("BEGIN IMMEDIATE; ROLLBACK");
      return true;
    } catch (const SQLite::Exception&) {
      return false;
    }
  };
  for (program.send(SIGSTOP); !is_free(); program.send(SIGSTOP)) {
    program.send(SIGCONT);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace tryall::testing
