#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "search/rounds.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::testing {

/// A full grid whose every run is known, so that searches can be tried on it without training:
/// tests/golden/searches/NAME.json is the sweep; NAME.csv has a line a config, its values of the objective by
/// seed (nothing where the run has none) and its label.
class SearchTable {
 public:
  explicit SearchTable(const std::string& name);
  static std::vector<std::string> names() { return {"digits", "spirals", "sparse_linear"}; }

  /// The plan of the sweep with this search; "\"grid\"" for all of it.
  sweeps::Plan plan(const std::string& search) const;
  /// What the table has of these runs of a plan.
  void look_up(const sweeps::Plan& plan, const std::vector<std::size_t>& runs,
               sweeps::Results& results) const;
  /// The mean over seeds of each group of the grid, the larger the better; -infinity where a run has no
  /// value.
  std::vector<double> scores(const sweeps::Plan& plan) const;
  /// Whether each group of a plan is among those that the test for ties does not tell from the grid's best.
  std::vector<bool> tied(const sweeps::Plan& plan) const;

 private:
  /// As the grid's tables show it, whatever part of it is planned.
  std::string label(const sweeps::Plan& plan, std::size_t group) const;
  const std::vector<double>& row(const sweeps::Plan& plan, std::size_t group) const;

  std::string text_;
  sweeps::Sweep grid_;
  std::map<std::string, std::vector<double>> rows_;  // by label
  std::map<std::string, bool> tied_;
};

/// Where the tables are.
std::filesystem::path search_tables();
/// Trains the grid of a sweep's file beside it and writes its table.
void make_search_table(const std::string& name);

}  // namespace tryall::testing
