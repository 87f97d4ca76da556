#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "connection.hpp"
#include "row.hpp"
#include "sql_errors.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/run/read_status.hpp"

namespace tryall::reports {
namespace {

/// "first" and "2" of "first#2"; no number where the text does not end so.
struct NumberedName {
  std::string name, number = {};

  explicit NumberedName(const std::string& text) : name(text) {
    const std::size_t hash = text.rfind('#');
    if (hash == std::string::npos || hash == 0 || hash + 1 == text.size() ||
        text.find_first_not_of("0123456789", hash + 1) != std::string::npos)
      return;
    name = text.substr(0, hash);
    number = text.substr(hash + 1);
  }
};

std::vector<SweepRow> named(const std::vector<SweepRow>& sweeps, const std::string& name) {
  std::vector<SweepRow> found;
  std::copy_if(sweeps.begin(), sweeps.end(), std::back_inserter(found),
               [&](const SweepRow& sweep) { return sweep.name == name; });
  return found;
}

const SweepRow& last_run(const std::vector<SweepRow>& sweeps) {
  return *std::max_element(sweeps.begin(), sweeps.end(), [](const SweepRow& a, const SweepRow& b) {
    return std::tie(a.started_at, a.id) < std::tie(b.started_at, b.id);
  });
}

std::int64_t run_count_of(SQLite::Database& database, std::int64_t sweep) {
  SQLite::Statement query(database, "SELECT count(*) FROM sweep_runs WHERE sweep_id = ?");
  query.bind(1, sweep);
  query.executeStep();
  return Row(query).integer();
}

/// "first is the name of 2 sweeps: first#1 (started ..., 8 runs), first#2 (...)"
std::string listed(SQLite::Database& database, const std::vector<SweepRow>& sweeps) {
  constexpr std::size_t most = 8;
  std::vector<std::string> texts;
  for (const SweepRow& sweep : sweeps) {
    if (texts.size() == most) break;
    const std::int64_t runs = run_count_of(database, sweep.id);
    texts.push_back(
        fmt::format("{} (last run {}, {} run{})", sweep.label, sweep.started_at, runs, runs == 1 ? "" : "s"));
  }
  const std::string rest = sweeps.size() > most ? fmt::format(" and {} more", sweeps.size() - most) : "";
  if (sweeps.size() == 1) return fmt::format("{} is the name of one sweep: {}", sweeps[0].name, texts[0]);
  return fmt::format("{} is the name of {} sweeps: {}{}", sweeps[0].name, sweeps.size(),
                     fmt::join(texts, ", "), rest);
}

}  // namespace

std::vector<std::string> StoreReader::sweep_names() const try {
  return texts(*connection_->database, "SELECT DISTINCT name FROM sweeps");
} catch (...) {
  fail_answer(*connection_);
}

std::vector<SweepRow> StoreReader::sweeps() const try {
  SQLite::Statement query(
      *connection_->database,
      fmt::format("SELECT id, name, {}, metric, direction, started_at FROM sweeps ORDER BY id",
                  sweeps::sweep_label_sql));
  std::vector<SweepRow> sweeps;
  while (query.executeStep()) {
    Row row(query);
    SweepRow& sweep = sweeps.emplace_back();
    sweep.id = row.integer();
    sweep.name = row.text();
    sweep.label = row.text();
    sweep.metric = row.text();
    sweep.direction = direction_from(row.text()).value_or(Direction::minimize);
    sweep.started_at = row.text();
  }
  return sweeps;
} catch (...) {
  fail_answer(*connection_);
}

std::optional<SweepRow> StoreReader::find_sweep(const std::string& name) const try {
  const std::vector<SweepRow> all = sweeps();
  std::vector<SweepRow> found = name.empty() ? all : named(all, name);
  if (found.empty()) {
    const NumberedName numbered(name);
    if (numbered.number.empty()) return std::nullopt;
    const std::vector<SweepRow> namesakes = named(all, numbered.name);
    if (namesakes.empty()) return std::nullopt;
    for (std::size_t i = 0; i < namesakes.size(); ++i)
      if (std::to_string(i + 1) == numbered.number) found = {namesakes[i]};
    if (found.empty())
      throw Error(ErrorCode::bad_input, fmt::format("no sweep '{}' in the store: {}", name,
                                                    listed(*connection_->database, namesakes)));
  }
  return last_run(found);
} catch (...) {
  fail_answer(*connection_);
}

SweepRow StoreReader::sweep(const std::string& name) const try {
  if (const auto found = find_sweep(name)) return *found;
  if (name.empty())
    throw Error(ErrorCode::bad_input, "the store has no sweep yet; start one with: tryall run SPEC");
  throw Error(ErrorCode::bad_input,
              fmt::format("no sweep '{}' in the store{}", name, did_you_mean(name, sweep_names())));
} catch (...) {
  fail_answer(*connection_);
}

SweepRow StoreReader::only_sweep(const std::string& name) const try {
  SweepRow found = sweep(name);
  if (found.name != name || found.label == found.name) return found;
  throw Error(ErrorCode::bad_input, fmt::format("'{}' is ambiguous: {}; give one with its number", name,
                                                listed(*connection_->database, named(sweeps(), name))));
} catch (...) {
  fail_answer(*connection_);
}

std::string StoreReader::sweep_spec(std::int64_t id) const try {
  SQLite::Statement query(*connection_->database, "SELECT spec FROM sweeps WHERE id = ?");
  query.bind(1, id);
  return query.executeStep() ? Row(query).text() : std::string();
} catch (...) {
  fail_answer(*connection_);
}

SweepOverlap StoreReader::overlap(std::int64_t a, std::int64_t b) const try {
  SQLite::Statement query(*connection_->database,
                          "SELECT count(*) FROM sweep_runs p JOIN sweep_runs q ON q.sweep_id = ?2 AND "
                          "q.run_key = p.run_key WHERE p.sweep_id = ?1");
  query.bind(1, a);
  query.bind(2, b);
  query.executeStep();
  return {run_count_of(*connection_->database, a), run_count_of(*connection_->database, b),
          Row(query).integer()};
} catch (...) {
  fail_answer(*connection_);
}

SweepRow StoreReader::counted_sweep(const std::string& name) const try {
  SweepRow found = sweep(name);
  SQLite::Statement query(
      *connection_->database,
      "SELECT coalesce(json_extract(spec, '$.description'), '') FROM sweeps WHERE id = ?");
  query.bind(1, found.id);
  query.executeStep();
  found.description = Row(query).text();
  const sweeps::SweepMembers members = sweeps::sweep_members(*connection_->database, found.id);
  found.runs = static_cast<std::int64_t>(members.planned);
  found.stored = static_cast<std::int64_t>(members.run_ids.size());
  return found;
} catch (...) {
  fail_answer(*connection_);
}

SweepRow sweep_of(const StoreReader& store, const std::string& name, const std::string& spec) {
  for (const SweepRow& sweep : store.sweeps())
    if (sweep.name == name && store.sweep_spec(sweep.id) == spec) return sweep;
  return store.sweep(name);
}

}  // namespace tryall::reports
