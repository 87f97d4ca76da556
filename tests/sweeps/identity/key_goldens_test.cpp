// Keys that stores hold, and the texts that they are hashes of. A change here makes tryall train again all
// that people have: intended only together with a new numerics_version. scripts/make-key-goldens adds lines
// for what is new and leaves those that are there.

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "identity/config_texts.hpp"
#include "key_cases.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/plan/plan.hpp"

using nlohmann::json;
using tryall::Config;
using tryall::sweeps::canonical_text;
using tryall::sweeps::group_key;
using tryall::sweeps::identity_text;
using tryall::sweeps::Plan;
using tryall::sweeps::trajectory_key;
using tryall::testing::FakeTrainer;
using tryall::testing::sweep_of;

namespace {

const std::string repository = TRYALL_GOLDEN "/../..";
const std::string keys_file = TRYALL_GOLDEN "/keys.tsv", plans_file = TRYALL_GOLDEN "/plans.tsv";

using Row = std::vector<std::string>;

std::vector<Row> rows_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream columns(line);
    Row& row = rows.emplace_back();
    for (std::string column; std::getline(columns, column, '\t');) row.push_back(column);
  }
  return rows;
}

/// What is recorded of a config, in the order of the file's columns.
enum Column { base, canonical, identity, group, trajectory, first_run, second_run, fitted, column_count };

constexpr const char* keys_header = R"(# Keys of configs, by scripts/make-key-goldens. The columns:
# a sweep's base; the canonical text, without the axes on which it is the default config's (the first line has
# all of them); the text that the group's key is the hash of; the group's key; its trajectory's key; its runs'
# keys with seeds 0 and 4294967296; the group's key once the config is fitted to its data, or "refused".
# The hashes of datasets are made up.
)";

/// The members of the canonical text on which it is not the default config's.
json difference(const json& canonical, const json& defaults) {
  json result = json::object();
  for (const auto& [name, value] : canonical.items())
    if (value.dump() != defaults.at(name).dump()) result[name] = value;
  return result;
}

json default_canonical() { return json::parse(canonical_text(tryall::testing::config_of())); }

/// The key of the group after our own trainer has made the config the one that its data allow.
std::string fitted_key(const Config& config, const std::string& hash) {
  static tryall::sweeps::NativeTrainer trainer(TRYALL_GOLDEN);  // where no data are
  try {
    return group_key(trainer.normalized(config, 0), hash);
  } catch (const tryall::Error&) {
    return "refused";
  }
}

Row keys_of(const std::string& text) {
  FakeTrainer trainer;
  const Plan plan =
      make_plan(sweep_of("{\"base\": " + text + R"(, "axes": {"seed": [0, 4294967296]}})"), trainer);
  const auto& [record, config, trunk, kind] = plan.groups.at(0);
  const std::string& hash = record.subject.hash;
  const json whole = json::parse(record.config);
  Row row(column_count);
  row[base] = text;
  row[canonical] = text == "{}" ? record.config : difference(whole, default_canonical()).dump();
  row[identity] = identity_text(config, hash);
  row[group] = record.key;
  row[trajectory] = trajectory_key(config, hash);
  row[first_run] = plan.runs.at(0).key;
  row[second_run] = plan.runs.at(1).key;
  row[fitted] = fitted_key(config, hash);
  return row;
}

/// Whether a canonical text has all that an older one had; it may have more, where axes and settings were
/// added.
bool contains(const json& now, const json& then) {
  for (const auto& [name, value] : then.items()) {
    if (!now.contains(name)) return false;
    const bool same = value.is_object() ? contains(now[name], value) : now[name].dump() == value.dump();
    if (!same) return false;
  }
  return true;
}

/// What is recorded of a sweep: its file or text, what `--set` says, the trainer, the numbers of groups and
/// of runs, the number that its search trains, and a hash of all keys of groups, of runs, and of trunks.
Row planned_row(const std::string& sweep, const std::string& set, const std::string& trainer_name) {
  std::string text = sweep;
  if (!sweep.starts_with('{')) {
    std::ifstream file(repository + "/" + sweep);
    text.assign(std::istreambuf_iterator<char>(file), {});
  }
  FakeTrainer fake;
  tryall::sweeps::NativeTrainer native(TRYALL_GOLDEN);
  tryall::sweeps::Trainer& trainer =
      trainer_name == "fake" ? static_cast<tryall::sweeps::Trainer&>(fake) : native;
  const Plan plan = make_plan(
      sweep_of(text, set == "-" ? std::vector<std::string>{} : std::vector<std::string>{set}), trainer);
  std::array<std::string, 3> keys;
  for (const auto& one : plan.groups) {
    keys[0] += one.record.key + "\n";
    keys[2] += one.trunk.hex() + "\n";
  }
  for (const std::string& key : plan.run_keys()) keys[1] += key + "\n";
  Row row = {sweep, set, trainer_name};
  for (const std::size_t count : {plan.groups.size(), plan.runs.size(), plan.runs_to_train()})
    row.push_back(std::to_string(count));
  for (const std::string& all : keys) row.push_back(tryall::sweeps::hash_text(all));
  return row;
}

constexpr const char* plans_header = R"(# Plans of sweeps, by scripts/make-key-goldens. The columns:
# the sweep's file or text; what --set says, or "-"; the trainer that fits configs to their data; the numbers
# of groups, of runs and of runs that the search trains; the hash of all groups' keys in their order, one a
# line, of all runs' keys and of all trunks' keys.
)";

/// Adds rows to a file, which begins with the header.
void append(const std::string& path, const std::string& header, const std::vector<Row>& rows) {
  const bool fresh = !std::ifstream(path);
  std::ofstream file(path, std::ios::app);
  if (fresh) file << header;
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) file << row[i] << (i + 1 < row.size() ? '\t' : '\n');
}

}  // namespace

TEST_CASE("configs have the keys that stores already hold") {
  const std::vector<Row> rows = rows_of(keys_file);
  REQUIRE(rows.size() > 400);
  const json defaults = json::parse(rows.front().at(canonical));
  CHECK(contains(default_canonical(), defaults));
  for (const Row& row : rows) {
    REQUIRE(row.size() == column_count);
    INFO(row[base]);
    const Row now = keys_of(row[base]);
    CHECK(now[identity] == row[identity]);
    CHECK(now[group] == row[group]);
    CHECK(now[trajectory] == row[trajectory]);
    CHECK(now[first_run] == row[first_run]);
    CHECK(now[second_run] == row[second_run]);
    CHECK(now[fitted] == row[fitted]);
    json merged = defaults;
    merged.update(json::parse(row[canonical]));
    json merged_now = default_canonical();
    merged_now.update(json::parse(now[canonical]));
    CHECK(contains(merged_now, merged));
  }
}

TEST_CASE("a canonical text is read back as the config that it is of, by which its keys are found again") {
  FakeTrainer trainer;
  for (const Row& row : rows_of(keys_file)) {
    INFO(row[base]);
    const Plan plan = make_plan(sweep_of("{\"base\": " + row[base] + "}"), trainer);
    const auto& record = plan.groups.at(0).record;
    const Config config =
        tryall::sweeps::config_from_json(tryall::train::training_axes(), json::parse(record.config));
    CHECK(canonical_text(config) == record.config);
    CHECK(group_key(config, record.subject.hash) == record.key);
    CHECK(identity_text(config, record.subject.hash) == row[identity]);
    CHECK(tryall::sweeps::hash_text(row[identity]) == row[group]);
  }
}

TEST_CASE("every axis, technique and setting has a recorded key") {
  std::set<std::string> recorded;
  for (const Row& row : rows_of(keys_file))
    for (std::string& subject : tryall::testing::key_subjects_of(row[base]))
      recorded.insert(std::move(subject));
  for (const std::string& subject : tryall::testing::key_subjects()) {
    INFO("new; scripts/make-key-goldens adds it: " << subject);
    CHECK(recorded.contains(subject));
  }
}

TEST_CASE("sweeps have the groups and runs that stores already hold, in the same order") {
  const std::vector<Row> rows = rows_of(plans_file);
  REQUIRE(rows.size() > 10);
  for (const Row& row : rows) {
    INFO(row.at(0) << " " << row.at(1));
    CHECK(planned_row(row.at(0), row.at(1), row.at(2)) == row);
  }
}

TEST_CASE("a checkpoint's key is a hash of its trajectory and its seed, whatever the processor") {
  const std::string trajectory = "0123456789abcdef0123456789abcdef";
  CHECK(tryall::sweeps::checkpoint_key(trajectory, 4294967296) ==
        tryall::sweeps::hash_text("checkpoint 2 " + trajectory + " 4294967296"));
}

TEST_CASE("adds to the recorded keys what they lack", "[.generate]") {
  std::set<std::string> known;
  for (const Row& row : rows_of(keys_file)) known.insert(row.at(base));
  std::vector<Row> added;
  for (const std::string& one : tryall::testing::key_cases())
    if (known.insert(one).second) added.push_back(keys_of(one));
  append(keys_file, keys_header, added);
  known.clear();
  for (const Row& row : rows_of(plans_file)) known.insert(row.at(0) + '\t' + row.at(1));
  added.clear();
  for (const auto& [sweep, set, trainer] : tryall::testing::plan_cases())
    if (known.insert(std::string(sweep).append("\t").append(set)).second)
      added.push_back(planned_row(sweep, set, trainer));
  append(plans_file, plans_header, added);
}
