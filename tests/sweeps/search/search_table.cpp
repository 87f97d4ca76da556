#include "search_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "sweep_text.hpp"
#include "tryall/statistics/tie_test.hpp"
#include "tryall/sweeps/run/execute.hpp"

namespace tryall::testing {
namespace {

constexpr std::size_t table_seeds = 10;

std::string whole_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  REQUIRE(in);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

std::filesystem::path search_tables() { return std::filesystem::path(TRYALL_GOLDEN) / "searches"; }

SearchTable::SearchTable(const std::string& name) : text_(whole_file(search_tables() / (name + ".json"))) {
  std::istringstream lines(whole_file(search_tables() / (name + ".csv")));
  std::string line, cell;
  for (std::getline(lines, line); std::getline(lines, line);) {
    std::istringstream cells(line);
    std::vector<double> values;
    while (values.size() < table_seeds && std::getline(cells, cell, ','))
      values.push_back(cell.empty() ? std::nan("") : std::stod(cell));
    std::getline(cells, cell);
    rows_.emplace(cell, values);
  }
  const sweeps::Plan grid = plan("\"grid\"");
  grid_ = grid.sweep;
  REQUIRE(grid.groups.size() == rows_.size());
  const std::vector<std::uint64_t> all = grid.sweep.seeds;
  std::vector<statistics::SeedValues> board;
  for (std::size_t group = 0; group < grid.groups.size(); ++group) {
    const std::vector<double>& values = row(grid, group);
    board.push_back({all, statistics::has_nan(values) ? statistics::Values() : values});
  }
  const auto test = statistics::tie_test(board, {.direction = grid.sweep.objective.direction});
  for (std::size_t group = 0; group < board.size(); ++group) {
    const auto mark = test.rows[group].mark;
    tied_[label(grid, group)] = mark == statistics::TieMark::best || mark == statistics::TieMark::tied;
  }
}

sweeps::Plan SearchTable::plan(const std::string& search) const {
  FakeTrainer trainer;
  const std::string text = text_.substr(0, text_.rfind('}')) + ", \"search\": " + search + "}";
  return make_plan(sweep_of(text), trainer);
}

std::string SearchTable::label(const sweeps::Plan& plan, std::size_t group) const {
  return short_label(grid_, plan.groups.config(group));
}

const std::vector<double>& SearchTable::row(const sweeps::Plan& plan, std::size_t group) const {
  return rows_.at(label(plan, group));
}

void SearchTable::look_up(const sweeps::Plan& plan, const std::vector<std::size_t>& runs,
                          sweeps::Results& results) const {
  for (const std::size_t run : runs) {
    const std::string key = plan.runs[run].key.hex();
    const double value = row(plan, plan.runs[run].group)[plan.runs[run].seed];
    results[key] = {key, std::isnan(value) ? Outcome::diverged : Outcome::completed, value};
  }
}

std::vector<double> SearchTable::scores(const sweeps::Plan& plan) const {
  const double sign = plan.sweep.objective.direction == Direction::maximize ? 1 : -1;
  std::vector<double> scores;
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    const double mean = statistics::mean(row(plan, group));
    scores.push_back(std::isnan(mean) ? -HUGE_VAL : sign * mean);
  }
  return scores;
}

std::vector<bool> SearchTable::tied(const sweeps::Plan& plan) const {
  std::vector<bool> tied;
  for (std::size_t group = 0; group < plan.groups.size(); ++group)
    tied.push_back(tied_.at(label(plan, group)));
  return tied;
}

void make_search_table(const std::string& name) {
  sweeps::NativeTrainer trainer(".");
  const sweeps::Plan plan = make_plan(sweep_of(whole_file(search_tables() / (name + ".json"))), trainer);
  MemoryStore store;
  execute(plan, {.trainer = trainer, .store = store, .jobs = 2});
  std::vector<std::vector<std::string>> cells(plan.groups.size());
  const std::size_t metric = train::index_of(train::find_metric(plan.sweep.objective.metric));
  for (const sweeps::PlannedRun& run : plan.runs) {
    const double value = store.runs().at(run.key.hex()).result.value(metric);
    cells[run.group].push_back(std::isfinite(value) ? fmt::format("{:.5g}", value) : "");
  }
  std::ofstream out(search_tables() / (name + ".csv"));
  out << plan.sweep.objective.metric << " by seed, config\n";
  for (std::size_t group = 0; group < cells.size(); ++group)
    out << fmt::format("{},{}\n", fmt::join(cells[group], ","),
                       short_label(plan.sweep, plan.groups.config(group)));
}

}  // namespace tryall::testing
