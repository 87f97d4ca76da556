#include "terminal/curve_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

constexpr std::size_t number_width = 12;  // of the longest short_number: -1.23457e-05

std::string padded(std::size_t metric, const std::string& text) {
  return fmt::format("  {:>{}}", text, std::max(number_width, train::metrics()[metric].name.size()));
}

}  // namespace

void CurveView::show(std::int64_t epoch, const train::RunResult& so_far) {
  if (metrics_.empty()) write_header(so_far);
  std::string line = fmt::format("{:>5}", epoch);
  for (const std::size_t metric : metrics_)
    line += padded(metric, reports::short_number(so_far.curve(metric).back()));
  write_(line + '\n');
}

void CurveView::write_header(const train::RunResult& first) {
  std::string line = "epoch";
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    const std::string& name = train::metrics()[i].name;
    if (first.curve(i).empty() || (i != train::train_loss && !name.starts_with("validation_"))) continue;
    metrics_.push_back(i);
    line += padded(i, name);
  }
  write_(line + '\n');
}

reports::Table curve_table(const train::RunResult& result) {
  reports::Table table{{"epoch"}, {}};
  const auto epochs = static_cast<std::size_t>(result.epochs_done);
  table.rows.resize(epochs);
  for (std::size_t row = 0; row < epochs; ++row)
    table.rows[row].emplace_back(static_cast<std::int64_t>(row + 1));
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    const train::Metric& metric = train::metrics()[i];
    const auto& curve = result.curve(i);
    if (metric.each_epoch ? curve.empty() : std::isnan(result.value(i))) continue;
    table.columns.push_back(metric.name);
    for (std::size_t row = 0; row < epochs; ++row) {
      const bool known = metric.each_epoch ? row < curve.size() : row + 1 == epochs;
      if (known)
        table.rows[row].emplace_back(metric.each_epoch ? curve[row] : result.value(i));
      else
        table.rows[row].emplace_back();
    }
  }
  return table;
}

std::string test_text(const train::RunResult& result) {
  std::string text;
  for (std::size_t i = 0; i < train::metrics().size(); ++i)
    if (!train::metrics()[i].each_epoch && !std::isnan(result.value(i)))
      text += fmt::format("{:<18} {}\n", train::metrics()[i].name, reports::short_number(result.value(i)));
  return text;
}

}  // namespace tryall::cli
