#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "leaderboard_cells.hpp"
#include "report_sections.hpp"
#include "tryall/reports/figure.hpp"
#include "tryall/sweeps/config_json.hpp"

namespace tryall::reports {
namespace {

struct Pair {
  std::string x, y;
};

/// Learning rate along x and optimizer along y where they vary, else the first two axes that do.
Pair chosen_axes(const std::vector<std::string>& varying) {
  const auto varies = [&](const char* name) {
    return std::find(varying.begin(), varying.end(), name) != varying.end();
  };
  std::vector<std::string> order;
  for (const char* name : {"learning_rate", "optimizer"})
    if (varies(name)) order.emplace_back(name);
  for (const std::string& name : varying)
    if (std::find(order.begin(), order.end(), name) == order.end()) order.push_back(name);
  const std::string x = order.front();
  const std::string y = order.size() > 1 ? order[1] : (x == "model" ? "dataset" : "model");
  return {x, y};
}

/// The values of an axis among the groups: numbers in their order, names as the table of techniques has them.
std::vector<std::string> labels(const Leaderboard& board, const Axis& axis) {
  std::vector<std::pair<Cell, std::string>> values;
  for (const Standing& standing : board.standings) {
    std::pair<Cell, std::string> value{axis_cell(axis, standing.group->config),
                                       sweeps::axis_label(axis, standing.group->config)};
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
  }
  std::sort(values.begin(), values.end());
  std::vector<std::string> result;
  for (auto& [cell, text] : values) result.push_back(std::move(text));
  return result;
}

std::size_t place(const std::vector<std::string>& labels, const std::string& label) {
  return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
}

}  // namespace

PageSection interaction_section(const Leaderboard& board) {
  const Pair chosen = chosen_axes(board.axes);
  const Axis& x = *find_axis(chosen.x);
  const Axis& y = *find_axis(chosen.y);
  const train::Metric& metric = train::find_metric(board.ranking.metric);
  HeatmapFigure figure{.title = fmt::format("{} x {}", chosen.x, chosen.y),
                       .x_label = chosen.x,
                       .y_label = chosen.y,
                       .value_label = metric.name,
                       .columns = labels(board, x),
                       .rows = labels(board, y),
                       .cells = {},
                       .higher_is_better = board.ranking.direction == train::Direction::maximize,
                       .share = metric.share};
  figure.cells.resize(figure.columns.size() * figure.rows.size());
  std::size_t groups_a_cell = 0;
  std::vector<std::size_t> groups(figure.cells.size(), 0);
  for (const Standing& standing : board.standings) {  // best first, so the first to come is the cell's best
    const Config& config = standing.group->config;
    const std::size_t index = place(figure.rows, sweeps::axis_label(y, config)) * figure.columns.size() +
                              place(figure.columns, sweeps::axis_label(x, config));
    groups_a_cell = std::max(groups_a_cell, ++groups[index]);
    if (groups[index] > 1) continue;
    const sweeps::Running& value = standing.metrics[train::index_of(metric)];
    figure.cells[index].runs = standing.n;
    figure.cells[index].diverged = standing.diverged;
    if (value.count()) figure.cells[index].value = value.mean();
  }
  const Standing& best = board.standings.front();
  const Config& config = best.group->config;
  return {
      .title = fmt::format("{} x {}", chosen.x, chosen.y),
      .finding = best.metrics[train::index_of(metric)].count() == 0
                     ? fmt::format("No combination has a value of {}.", metric.name)
                     : fmt::format("The best combination seen is {} = {} with {} = {}.", chosen.x,
                                   sweeps::axis_label(x, config), chosen.y, sweeps::axis_label(y, config)),
      .figure_svg = svg(figure),
      .note = fmt::format(
          "A cell shows the mean of {} over seeds for its best group{}; n counts that group's "
          "seeds. Hatched: not sampled. Crossed: seeds diverged.",
          metric.name,
          groups_a_cell > 1 ? fmt::format(" of up to {} (best over all other axes)", groups_a_cell) : ""),
      .table_header = {},
      .table_rows = {},
      .numeric = {}};
}

}  // namespace tryall::reports
