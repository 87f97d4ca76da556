#include <fmt/format.h>

#include "connection.hpp"
#include "row.hpp"
#include "sql_errors.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/run/read_status.hpp"

namespace tryall::reports {

std::vector<std::string> StoreReader::sweep_names() const {
  return texts(*connection_->database, "SELECT DISTINCT name FROM sweeps");
}

SweepRow StoreReader::sweep(const std::string& name) const {
  SQLite::Statement query(
      *connection_->database,
      "SELECT id, name, metric, direction, coalesce(json_extract(spec, '$.description'), '') "
      "FROM sweeps WHERE ?1 = '' OR name = ?1 "
      "ORDER BY started_at DESC, id DESC LIMIT 1");
  query.bind(1, name);
  if (query.executeStep()) {
    Row row(query);
    SweepRow sweep{.id = row.integer(), .name = row.text(), .metric = row.text()};
    sweep.direction = direction_from(row.text()).value_or(Direction::minimize);
    sweep.description = row.text();
    return sweep;
  }
  if (name.empty())
    throw Error(ErrorCode::bad_input, "the store has no sweep yet; start one with: tryall run SPEC");
  throw Error(ErrorCode::bad_input,
              fmt::format("no sweep '{}' in the store{}", name, did_you_mean(name, sweep_names())));
}

SweepRow StoreReader::counted_sweep(const std::string& name) const {
  SweepRow found = sweep(name);
  const sweeps::SweepMembers members = sweeps::sweep_members(*connection_->database, found.id);
  found.runs = static_cast<std::int64_t>(members.planned);
  found.stored = static_cast<std::int64_t>(members.run_ids.size());
  return found;
}

}  // namespace tryall::reports
