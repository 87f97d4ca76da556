#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <xxhash.h>

#include <memory>

#include "tryall/sweeps/sqlite_store.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {
namespace {

struct FreeState {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

std::string fingerprint(SQLite::Database& database) {
  std::string columns;
  for (const train::Metric& metric : train::metrics()) columns += ", " + metric.name;
  SQLite::Statement query(
      database,
      fmt::format("SELECT key, outcome, message, epochs_done, steps_done, curves{} FROM runs ORDER BY key",
                  columns));
  const std::unique_ptr<XXH3_state_t, FreeState> state(XXH3_createState());
  XXH3_128bits_reset(state.get());
  while (query.executeStep()) {
    for (int i = 0; i < query.getColumnCount(); ++i) {
      const SQLite::Column column = query.getColumn(i);
      // Numbers as their shortest exact text, each value with its length, so that no two rows look alike.
      const std::string text = column.isNull()    ? "null"
                               : column.isFloat() ? fmt::format("{}", column.getDouble())
                                                  : column.getString();
      const std::string piece = fmt::format("{}:{}", text.size(), text);
      XXH3_128bits_update(state.get(), piece.data(), piece.size());
    }
  }
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace tryall::sweeps
