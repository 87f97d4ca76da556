#include "tryall/sweeps/space/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "space/finish_space.hpp"
#include "space/override.hpp"
#include "space/read_space.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/space/name.hpp"

namespace tryall::sweeps {
namespace {

/// Reads the parts of a sweep's document.
class SweepReader {
 public:
  SweepReader(const Document& document, const Vocabulary& vocabulary)
      : document_(document), vocabulary_(vocabulary) {}

  Sweep read() {
    check_object(document_.root(), "");
    check_fields();
    read_name();
    sweep_.base = Config(vocabulary_.axes);
    if (document_.root().contains("base")) {
      check_object(document_.root()["base"], "base");
      read_base(document_, document_.root()["base"], "base", sweep_.base);
    }
    read_description();
    read_search();
    sweep_.space = read_space(document_, sweep_.base);
    search();
    check_size();
    sweep_.list_axes();
    check_seeds();
    read_objective();
    return std::move(sweep_);
  }

 private:
  void check_object(const nlohmann::json& json, const std::string& path) const {
    if (!json.is_object()) document_.fail(path, fmt::format("expected an object, not {}", json.dump()));
  }

  void check_fields() const {
    std::vector<std::string> fields = {"name", "description", "objective", "search", "$schema"};
    fields.insert(fields.begin() + 2, space_fields.begin(), space_fields.end());
    for (const auto& [key, value] : document_.root().items())
      if (std::find(fields.begin(), fields.end(), key) == fields.end())
        document_.fail_key(key, fmt::format("unknown field '{}'{}", key, did_you_mean(key, fields)));
  }

  void read_name() {
    if (!document_.root().contains("name")) {
      sweep_.name = std::filesystem::path(document_.name()).stem().string();
      if (const std::string complaint = name_complaint(sweep_.name); !complaint.empty())
        document_.fail("",
                       fmt::format("the file's name is the sweep's, as it has no \"name\": {}", complaint));
      return;
    }
    const nlohmann::json& name = document_.root()["name"];
    if (!name.is_string() || name.get<std::string>().empty())
      document_.fail("name", "expected a name in quotes");
    sweep_.name = name.get<std::string>();
    if (const std::string complaint = name_complaint(sweep_.name); !complaint.empty())
      document_.fail("name", complaint);
  }

  void read_description() {
    if (!document_.root().contains("description")) return;
    const nlohmann::json& description = document_.root()["description"];
    if (!description.is_string()) document_.fail("description", "expected text in quotes");
    sweep_.description = description.get<std::string>();
  }

  void read_search() {
    if (!document_.root().contains("search")) return;
    const std::vector<Choice> choices =
        expand_choice(document_, searches(), {document_.root()["search"], "search"});
    if (choices.size() != 1) document_.fail("search", "a sweep has a single search");
    sweep_.search = choices.front();
  }

  /// Draws from the space what the search goes over, and gives it the epochs of the rungs.
  void search() {
    if (sweep_.search.name == "grid") return;
    if (sweep_.combinations() == UINT64_MAX) document_.fail("search", "the space has 2^64 configs or more");
    if (!has_rungs(sweep_.search)) {
      sweep_.space = searched(sweep_.space, sweep_.search, 1);
      return;
    }
    if (!vocabulary_.axes->find("epochs"))
      document_.fail("search",
                     fmt::format("{} needs an axis `epochs`, which this trainer lacks", sweep_.search.name));
    sweep_.space = searched(sweep_.space, sweep_.search, epochs_of(sweep_.base));
    const std::size_t epochs = vocabulary_.axes->index("epochs");
    const auto sizes = brackets(sweep_.search, epochs_of(sweep_.base), SIZE_MAX / 2);
    AxisRelation rungs{{epochs}, {}, {}, 0};
    for (const RungSize& size : sizes.front()) {
      rungs.numbers.push_back(sweep_.space.settings.number(epochs, Setting(Value(size.epochs))));
      ++rungs.rows;
    }
    if (rungs.rows < 2)
      document_.fail("search", fmt::format("{} epochs leave no room for a shorter training: eta times "
                                           "min_epochs must not be more than the base's epochs",
                                           epochs_of(sweep_.base)));
    for (Grid& grid : sweep_.space.grids) {
      for (const AxisRelation& relation : grid.relations)
        if (std::find(relation.axes.begin(), relation.axes.end(), epochs) != relation.axes.end())
          document_.fail("search", fmt::format("{} sets the epochs itself, up to those of the base; the "
                                               "space cannot vary them",
                                               sweep_.search.name));
      grid.relations.push_back(rungs);
    }
  }

  void check_size() const {
    std::uint64_t runs = 0;
    for (const Grid& grid : sweep_.space.grids) runs = saturating_sum(runs, grid.runs());
    if (runs > most_runs)
      document_.fail("", fmt::format("the sweep has {} runs, more than the {} that can be planned",
                                     runs == UINT64_MAX ? "2^64 or more" : std::to_string(runs), most_runs));
  }

  void check_seeds() const {
    if (sweep_.search.name != "racing") return;
    const auto first = static_cast<std::size_t>(sweep_.search.integer("first"));
    if (sweep_.seeds.size() <= first)
      document_.fail("search", fmt::format("a race whose first round has {} seeds needs more seeds than "
                                           "that, and the space has {}: \"seed\": {{\"count\": 10}}",
                                           first, sweep_.seeds.size()));
  }

  void read_objective() {
    if (!document_.root().contains("objective")) return;
    const nlohmann::json& objective = document_.root()["objective"];
    check_object(objective, "objective");
    for (const auto& [key, value] : objective.items())
      if (key != "metric" && key != "direction")
        document_.fail_key("objective." + key, fmt::format("unknown field '{}'{}", key,
                                                           did_you_mean(key, {"metric", "direction"})));
    if (!objective.contains("metric") || !objective["metric"].is_string())
      document_.fail("objective", "expected {\"metric\": \"validation_accuracy\"}");
    try {
      const Metric& metric = find_metric(vocabulary_.metrics, objective["metric"].get<std::string>());
      sweep_.objective = {metric.name, metric.direction};
    } catch (const Error& error) {
      document_.fail("objective.metric", error.what());
    }
    if (!objective.contains("direction")) return;
    const nlohmann::json& direction = objective["direction"];
    if (const auto known =
            direction.is_string() ? direction_from(direction.get<std::string>()) : std::nullopt)
      sweep_.objective.direction = *known;
    else
      document_.fail("objective.direction", "expected \"maximize\" or \"minimize\", not " + direction.dump());
  }

  const Document& document_;
  const Vocabulary& vocabulary_;
  Sweep sweep_;
};

/// The numbers of the settings that come up on each axis, the base's among them where a grid leaves an axis
/// to it that others vary.
std::vector<std::vector<std::uint32_t>> numbers_by_axis(Space& space, const Config& base) {
  std::vector<std::vector<std::uint32_t>> numbers(base.axes().size());
  std::vector<std::vector<bool>> known(numbers.size());
  std::vector<std::size_t> grids_with(numbers.size(), 0);
  const auto add = [&](std::size_t axis, std::uint32_t number) {
    if (known[axis].size() <= number) known[axis].resize(number + 1);
    if (!known[axis][number]) numbers[axis].push_back(number);
    known[axis][number] = true;
  };
  for (const Grid& grid : space.grids)
    for (const AxisRelation& relation : grid.relations) {
      for (const std::size_t axis : relation.axes) ++grids_with[axis];
      for (std::size_t i = 0; i < relation.numbers.size(); ++i)
        add(relation.axes[i % relation.axes.size()], relation.numbers[i]);
    }
  for (std::size_t axis = 0; axis < numbers.size(); ++axis)
    if (grids_with[axis] > 0 && grids_with[axis] < space.grids.size())
      add(axis, space.settings.number(axis, base));
  return numbers;
}

std::vector<std::uint64_t> all_seeds(const Space& space) {
  std::vector<std::uint64_t> seeds;
  std::unordered_set<std::uint64_t> known;
  const auto add = [&](const std::vector<std::uint64_t>& more) {
    for (const std::uint64_t seed : more)
      if (known.insert(seed).second) seeds.push_back(seed);
  };
  for (const Grid& grid : space.grids) {
    add(grid.seeds);
    for (const AxisRelation& relation : grid.relations)
      for (const auto& of_row : relation.seeds) add(of_row);
  }
  return seeds;
}

}  // namespace

Sweep read_sweep(Document document, const Vocabulary& vocabulary, const std::vector<Override>& overrides) {
  for (const Override& given : overrides)
    override_axis(document, given.axis, json_from_override(given.text), given.spelled());
  return SweepReader(document, vocabulary).read();
}

void Sweep::list_axes() {
  axes.clear();
  const auto numbers = numbers_by_axis(space, base);
  for (std::size_t axis = 0; axis < numbers.size(); ++axis) {
    if (numbers[axis].empty()) continue;
    SweptAxis& swept = axes.emplace_back(SweptAxis{&base.axes()[axis], {}});
    for (const std::uint32_t number : numbers[axis])
      swept.settings.push_back(space.settings.at(axis, number));
  }
  seeds = all_seeds(space);
}

std::uint64_t Sweep::combinations() const {
  std::uint64_t count = 0;
  for (const Grid& grid : space.grids) count = saturating_sum(count, grid.combinations());
  return count;
}

Config Sweep::config(std::uint64_t index) const {
  auto grid = space.grids.begin();
  for (; index >= grid->combinations(); ++grid) index -= grid->combinations();
  GridPoint point{std::vector<std::uint32_t>(base.axes().size()), nullptr};
  Space::choose(*grid, index, point);
  Config result = base;
  for (const AxisRelation& relation : grid->relations)
    for (const std::size_t axis : relation.axes) space.settings.put(result, axis, point.numbers[axis]);
  return result;
}

}  // namespace tryall::sweeps
