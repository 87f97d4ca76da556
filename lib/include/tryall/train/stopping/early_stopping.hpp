#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tryall/experiment/table.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::train {

/// Decides after each epoch whether a training goes on.
class EarlyStopping {
 public:
  virtual ~EarlyStopping() = default;

  /// The metric that it watches.
  virtual MetricIndex metric() const = 0;
  /// Whether the training ends with this epoch, whose value of the metric is given.
  virtual bool ends(double value) = 0;
  /// Whether the epoch just told was the best so far, so that its weights are worth keeping.
  virtual bool is_best() const = 0;
  /// Whether the weights of the best epoch are put back at the end.
  virtual bool restores_best() const = 0;
  /// All that it remembers, for checkpoints.
  virtual std::vector<double*> state() { return {}; }
};

/// A rule of stopping; a null pointer never stops. A new one is a file and a line in the table.
struct EarlyStoppingEntry {
  Technique about;
  std::unique_ptr<EarlyStopping> (*make)(const Choice& choice);
};

const Table<EarlyStoppingEntry>& early_stopping_table();
inline const Family& early_stoppings() { return early_stopping_table().family(); }

std::unique_ptr<EarlyStopping> make_early_stopping(
    const Choice& choice, const Table<EarlyStoppingEntry>& table = early_stopping_table());

}  // namespace tryall::train
