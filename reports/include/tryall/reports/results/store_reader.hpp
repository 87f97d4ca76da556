#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tryall/experiment/vocabulary.hpp"
#include "tryall/reports/results/run.hpp"
#include "tryall/reports/results/score.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/run/status.hpp"
#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/record.hpp"

struct sqlite3;

namespace tryall::reports {

struct Connection;

/// Values of a run's epochs; NaN where one is missing.
using Curve = std::vector<double>;

/// All that a store holds of one run.
struct RunDetails {
  Run run;
  std::string group_key, config;   ///< The config as it is stored: JSON.
  std::string curves, histograms;  ///< JSON, as docs/schema.md describes it.
  int numerics_version = 0;
  sweeps::Subject dataset;
  sweeps::Environment environment;
};

/// Cells of a run, and its config.
struct RunCells {
  Config config;
  std::vector<Cell> cells;
};

/// Which results are followed over time.
struct DatedQuery {
  std::string metric;
  std::string where = {};             ///< A SQL condition on the columns of v_runs.
  std::string sweep = {};             ///< Only the runs of this sweep, by its name.
  std::set<std::string> groups = {};  ///< Only these, as DatedRun::group; none: all.
  /// Values are the worst of the runs' curves in this direction; otherwise those at the end.
  std::optional<Direction> worst_of_curves = {};
};

/// A result with when it was made, and by what.
struct DatedRun {
  std::string group;  ///< The canonical config and the dataset's hash, with a line end between.
  std::string key;
  std::uint64_t seed = 0;
  int numerics_version = 0;
  std::string commit;  ///< Empty where the program had none.
  bool dirty = false;  ///< With changes that were not committed.
  std::string finished_at;
  Outcome outcome = Outcome::completed;
  double value = 0;  ///< NaN where missing.
};

/// Answers questions about the results in a store; all SELECTs above the store are its own. Nothing is
/// written. For one thread at a time. Questions throw Error for a condition that SQLite does not accept, with
/// the nearest known column.
class StoreReader {
 public:
  /// Opens a store; an older one is brought up to date. Throws Error as sweeps::open_for_reading.
  explicit StoreReader(const std::filesystem::path& file);
  /// The same of a store that is left as it is, whatever its version.
  static StoreReader unchanged(const std::filesystem::path& file);
  StoreReader(StoreReader&&) noexcept;
  StoreReader& operator=(StoreReader&&) noexcept;
  ~StoreReader();

  /// While it lives, all answers are of one state of the store. May be nested.
  class Snapshot {
   public:
    explicit Snapshot(const StoreReader& reader);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

   private:
    Connection& connection_;
  };

  /// What configs and results in the store are made of.
  const std::shared_ptr<const Vocabulary>& vocabulary() const;
  /// Of that, what is measured of the runs, in the order of Run::values.
  const std::vector<Metric>& metrics() const;
  /// And the axes of configs.
  const AxisTable& axes() const;
  const std::filesystem::path& file() const;
  /// The connection, for what there is no question for here.
  sqlite3* handle() const;

  std::vector<std::string> sweep_names() const;
  /// In the order in which they first ran; neither with descriptions nor with runs counted, which takes long
  /// in a large store.
  std::vector<SweepRow> sweeps() const;
  /// The sweep of that name, or without a name the one that was run last; its runs are not counted. Of
  /// several of a name NAME is the one that was run last and NAME#2 the second that was ever run. Throws
  /// Error when there is none.
  SweepRow sweep(const std::string& name) const;
  /// The same, with nothing where no sweep has the name. Throws Error for NAME#9 of a name that sweeps have.
  std::optional<SweepRow> find_sweep(const std::string& name) const;
  /// The only sweep that the name can mean. Throws Error that lists them where there are several.
  SweepRow only_sweep(const std::string& name) const;
  /// How many runs two sweeps have, and how many of them are the same.
  SweepOverlap overlap(std::int64_t a, std::int64_t b) const;
  /// What was asked of the sweep: JSON, as sweeps::Plan::spec writes it.
  std::string sweep_spec(std::int64_t id) const;
  /// The same with its runs counted.
  SweepRow counted_sweep(const std::string& name) const;

  std::size_t run_count() const;
  /// Groups that stand for the sweep, whose runs are counted. The draw goes by keys, which are hashes: the
  /// same runs give the same sample, in whichever store. A million runs take about a second.
  GroupSample sample(const SweepRow& sweep, const SampleQuery& query) const;
  /// The selected runs by group, in the order of group keys.
  std::vector<Group> groups(const Selection& selection) const;
  /// The selected runs of these groups, in the order of `keys`.
  std::vector<Group> groups(const Selection& selection, const std::vector<std::string>& keys) const;
  /// The keys of groups that begin so, `most` at most.
  std::vector<std::string> group_keys(const std::string& prefix, std::size_t most) const;
  /// Every group's key and config, in the order of keys.
  void for_each_group(const std::function<void(const std::string& key, const Config&)>& visit) const;
  /// The largest seed of the group, in any sweep but the one of that name.
  std::uint64_t largest_seed(const std::string& group_key, const std::string& but_sweep) const;

  /// The scores of the selected groups, in the order of their ids.
  Scores scores(const ScoreQuery& query) const;
  /// Puts the scores into families by what their groups learn from and, of a metric that is a loss, what they
  /// minimize.
  void find_families(Scores& scores, const Metric& metric) const;
  void read_keys(std::vector<Score>& scores) const;
  std::string group_key(std::int64_t id) const;
  /// The axes on which these groups differ, whose scores are in the order of ids; the model where they all
  /// agree.
  std::vector<std::string> differing_axes(const std::vector<Score>& scores) const;
  /// The same of all groups of the store, and how many these are.
  std::pair<std::vector<std::string>, std::size_t> differing_axes() const;
  /// The config of each of these groups, whose scores are in the order of ids. Of these axes; the others are
  /// at their defaults.
  void for_each_config(const std::vector<Score>& scores, const std::vector<std::string>& axes,
                       const std::function<void(std::size_t, const Config&)>& visit) const;

  /// The curves of a run by metric; empty where it has none.
  std::vector<Curve> curves(const std::string& run_key) const;
  /// The same of these metrics alone, by their places.
  std::vector<Curve> curves(const std::string& run_key, const std::vector<std::size_t>& metrics) const;

  /// The keys of runs that begin so, `most` at most, in their order.
  std::vector<std::string> run_keys(const std::string& prefix, std::size_t most) const;
  /// The keys of the selected runs, in their order.
  std::vector<std::string> run_keys(const Selection& selection) const;
  /// A run that is stored under this key.
  RunDetails run(const std::string& key) const;
  /// The columns of v_runs.
  std::vector<std::string> run_columns() const;
  /// The keys of the selected runs, best first by a metric; those that did not complete come last. Runs that
  /// ended before the selection's epoch are left out. `top` at most, all where that is 0.
  std::vector<std::string> best_runs(const Selection& selection, const std::string& metric,
                                     Direction direction, std::size_t top) const;
  /// The runs' values in these columns of v_runs, in the order of keys; metrics as the selection has them.
  std::vector<RunCells> run_cells(const Selection& selection, const std::vector<std::string>& keys,
                                  const std::vector<std::string>& columns) const;
  /// How many of the selected runs ended before its epoch without having diverged.
  std::size_t count_too_short(const Selection& selection) const;

  sweeps::Environment environment(std::int64_t id) const;
  sweeps::Subject dataset(std::int64_t id) const;

  void for_each_result(const DatedQuery& query, const std::function<void(const DatedRun&)>& visit) const;

  /// By name.
  std::vector<sweeps::BaselineRecord> baselines() const;
  std::vector<std::string> baseline_names() const;
  /// The one made last; nothing where there is none or its document is larger.
  std::optional<sweeps::BaselineRecord> newest_baseline(std::size_t most_bytes) const;

  /// Which of these runs are stored, with their value of the metric.
  std::vector<sweeps::StoredRun> stored(const std::vector<std::string>& run_keys,
                                        const std::string& metric) const;
  std::vector<sweeps::SweepFacts> status() const;
  std::vector<sweeps::Finding> examine(sweeps::Depth depth) const;
  std::string fingerprint() const;

  /// From now on statements that take longer are ended: an Error that says so. None where it is 0.
  void limit_time(double seconds) const;
  /// The rows of a SQL query. Throws Error for what SQLite does not accept, a write among it; an unknown
  /// column or table gets the nearest known name.
  Table sql(const std::string& query) const;

 private:
  explicit StoreReader(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

/// The sweep of that name that was asked for so, as Plan::spec spells it; of its name the last where none
/// was.
SweepRow sweep_of(const StoreReader& store, const std::string& name, const std::string& spec);

}  // namespace tryall::reports
