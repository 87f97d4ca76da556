#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_map>

#include "results/config_text.hpp"
#include "results/rank_key.hpp"
#include "sweep_data.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_arms = 8;  // as many as there are colours that can be told apart

/// What the rows of runs refer to, before groups have their final order.
struct Raw {
  std::vector<std::int64_t> group_ids, environment_ids;
  std::unordered_map<std::string, std::size_t> messages;
};

std::string runs_sql() {
  std::string values;
  for (const train::Metric& metric : train::metrics()) values += ", r." + metric.name;
  return "SELECT r.key, r.group_id, r.seed, r.outcome, r.message, r.epochs_done, r.steps_done, "
         "r.wall_seconds, r.finished_at, r.environment_id, r.flops" +
         values + " FROM sweep_runs s JOIN runs r ON r.key = s.run_key WHERE s.sweep_id = ?";
}

ReportRun run_at(SQLite::Statement& row) {
  ReportRun run{.key = row.getColumn(0).getString(),
                .seed = static_cast<std::uint64_t>(row.getColumn(2).getInt64()),
                .outcome = train::outcome_from(row.getColumn(3).getText()).value_or(train::Outcome::failed),
                .epochs_done = row.getColumn(5).getInt64(),
                .steps_done = row.getColumn(6).getInt64(),
                .wall_seconds = row.getColumn(7).getDouble(),
                .finished_at = row.getColumn(8).getString()};
  if (const SQLite::Column flops = row.getColumn(10); !flops.isNull()) run.flops = flops.getDouble();
  constexpr int first_metric = 11;
  for (std::size_t i = 0; i < run.metrics.size(); ++i) {
    const SQLite::Column value = row.getColumn(first_metric + static_cast<int>(i));
    const bool has_value = run.outcome == train::Outcome::completed && !value.isNull();
    run.metrics[i] = has_value ? value.getDouble() : statistics::no_value;
  }
  return run;
}

Raw read_runs(SQLite::Database& database, SweepData& data) {
  Raw raw;
  SQLite::Statement query(database, runs_sql());
  query.bind(1, data.sweep.id);
  while (query.executeStep()) {
    data.runs.push_back(run_at(query));
    raw.group_ids.push_back(query.getColumn(1).getInt64());
    raw.environment_ids.push_back(query.getColumn(9).getInt64());
    if (std::string message = query.getColumn(4).getString(); !message.empty()) {
      const auto [known, is_new] = raw.messages.try_emplace(message, data.messages.size());
      if (is_new) data.messages.push_back(std::move(message));
      data.runs.back().message = known->second;
    }
  }
  return raw;
}

/// What a group's row refers to.
struct GroupFacts {
  std::int64_t id = 0, dataset = 0, numerics = 0;
};

std::vector<GroupFacts> read_groups(SQLite::Database& database, const Raw& raw, SweepData& data) {
  std::vector<std::int64_t> ids = raw.group_ids;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<std::pair<ReportGroup, GroupFacts>> found;
  SQLite::Statement query(database,
                          "SELECT id, key, config, dataset_id, numerics_version FROM groups "
                          "WHERE id >= ? ORDER BY id");
  query.bind(1, ids.empty() ? 0 : ids.front());
  for (std::size_t i = 0; i < ids.size() && query.executeStep();) {
    if (query.getColumn(0).getInt64() != ids[i]) continue;
    found.push_back({{.key = query.getColumn(1).getString(), .config = query.getColumn(2).getString()},
                     {ids[i++], query.getColumn(3).getInt64(), query.getColumn(4).getInt64()}});
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first.key < b.first.key; });
  std::vector<GroupFacts> facts;
  for (auto& [group, about] : found) {
    data.groups.push_back(std::move(group));
    facts.push_back(about);
  }
  return facts;
}

/// Puts the runs in the order of groups and seeds.
void order_runs(const std::vector<GroupFacts>& facts, Raw& raw, SweepData& data) {
  std::unordered_map<std::int64_t, std::size_t> place;
  for (std::size_t i = 0; i < facts.size(); ++i) place[facts[i].id] = i;
  std::vector<std::size_t> order(data.runs.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    data.runs[i].group = place.at(raw.group_ids[i]);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(data.runs[a].group, data.runs[a].seed, data.runs[a].key) <
           std::tie(data.runs[b].group, data.runs[b].seed, data.runs[b].key);
  });
  std::vector<ReportRun> runs;
  std::vector<std::int64_t> environments;
  for (const std::size_t i : order) {
    ReportGroup& group = data.groups[data.runs[i].group];
    if (group.count++ == 0) group.first = runs.size();
    runs.push_back(std::move(data.runs[i]));
    environments.push_back(raw.environment_ids[i]);
  }
  data.runs = std::move(runs);
  raw.environment_ids = std::move(environments);
}

Facts environment_facts(SQLite::Database& database, std::int64_t id) {
  SQLite::Statement query(database,
                          "SELECT version, \"commit\", dirty, compiler, build_type, instruction_set, cpu, "
                          "host, system FROM environments WHERE id = ?");
  query.bind(1, id);
  if (!query.executeStep()) return {};
  const auto text = [&](int column) { return query.getColumn(column).getString(); };
  const std::string changes = query.getColumn(2).getInt() ? ", with changes" : "";
  return {{"Made by", "tryall " + text(0)},
          {"Commit", (text(1).empty() ? "not known" : text(1)) + changes},
          {"Compiler", text(3) + ", " + text(4)},
          {"Instruction set", text(5)},
          {"Processor", text(6)},
          {"Host", text(7)},
          {"System", text(8)}};
}

Facts dataset_facts(SQLite::Database& database, const GroupFacts& group, std::string* name) {
  SQLite::Statement query(database, "SELECT name, hash, samples FROM datasets WHERE id = ?");
  query.bind(1, group.dataset);
  if (!query.executeStep()) return {};
  *name = fmt::format("{}, {} samples", query.getColumn(0).getString(),
                      count_text(static_cast<std::size_t>(query.getColumn(2).getInt64())));
  return {{"Data", *name},
          {"Data hash", query.getColumn(1).getString()},
          {"Numerics version", std::to_string(group.numerics)}};
}

void read_environments(SQLite::Database& database, const std::vector<GroupFacts>& facts, const Raw& raw,
                       SweepData& data) {
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::size_t> known;
  for (std::size_t i = 0; i < data.runs.size(); ++i) {
    const GroupFacts& group = facts[data.runs[i].group];
    const auto [place, is_new] =
        known.try_emplace({raw.environment_ids[i], group.dataset, group.numerics}, known.size());
    data.runs[i].environment = place->second;
    if (!is_new) continue;
    Facts all = environment_facts(database, raw.environment_ids[i]);
    std::string name;
    for (auto& fact : dataset_facts(database, group, &name)) all.push_back(std::move(fact));
    data.environments.push_back(std::move(all));
    if (std::find(data.datasets.begin(), data.datasets.end(), name) == data.datasets.end())
      data.datasets.push_back(std::move(name));
  }
}

std::optional<std::size_t> arms_of(const std::vector<ReportAxis>& axes) {
  std::optional<std::size_t> arms;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (axes[i].ordered() || axes[i].level_count() < 2 || axes[i].level_count() > most_arms) continue;
    if (axes[i].name == "optimizer") return i;
    if (!arms) arms = i;
  }
  return arms;
}

void read_axes(SweepData& data) {
  if (data.groups.empty()) return;
  AxisDifferences differences;
  std::vector<std::string_view> configs;
  for (const ReportGroup& group : data.groups) {
    differences.add(group.config);
    configs.emplace_back(group.config);
  }
  data.axis_names = differences.axes();
  data.axes = report_axes(data.axis_names, configs);
  data.arms = arms_of(data.axes);
}

void rank_groups(SweepData& data) {
  const std::size_t metric = train::index_of(*data.objective);
  for (std::size_t i = 0; i < data.groups.size(); ++i) {
    data.scores.push_back(data.score(i, metric));
    data.order.push_back(i);
  }
  const auto key = [&](std::size_t group) {
    const GroupScore& score = data.scores[group];
    const auto mean = score.has_value() ? std::optional(score.mean) : std::nullopt;
    return std::tuple(rank_key(mean, score.failed, data.groups[group].count, data.sweep.direction), group);
  };
  std::sort(data.order.begin(), data.order.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
}

}  // namespace

SweepData read_sweep_data(SQLite::Database& database, const SweepRow& sweep) {
  SweepData data{.sweep = sweep, .objective = &train::find_metric(sweep.metric)};
  Raw raw = read_runs(database, data);
  const std::vector<GroupFacts> facts = read_groups(database, raw, data);
  order_runs(facts, raw, data);
  read_environments(database, facts, raw, data);
  read_axes(data);
  rank_groups(data);
  return data;
}

}  // namespace tryall::reports
