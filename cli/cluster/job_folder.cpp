#include "cluster/job_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sweep_options.hpp"
#include "terminal/files.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/data_paths.hpp"
#include "tryall/sweeps/space/document.hpp"

namespace tryall::cli {
namespace {

namespace fs = std::filesystem;

void make_folders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error)
    throw Error(ErrorCode::failed,
                fmt::format("cannot create folder {}: {}", path.string(), error.message()));
}

nlohmann::ordered_json json_of(const Submission& submission) {
  return {{"shards", submission.shards},
          {"chunk", submission.chunk},
          {"arrays", submission.arrays},
          {"merge", submission.merge}};
}

Submission submission_from(const nlohmann::json& json) {
  return {json.at("shards").get<std::size_t>(), json.at("chunk").get<std::size_t>(),
          json.at("arrays").get<std::vector<std::string>>(), json.at("merge").get<std::string>()};
}

JobRecord record_from(const nlohmann::json& json) {
  JobRecord record{.name = json.at("name"),
                   .set = json.at("set"),
                   .working_folder = json.at("working_folder"),
                   .data = json.at("data"),
                   .program = json.at("program"),
                   .nodes = json.at("nodes"),
                   .shards = json.at("shards"),
                   .checkpoint_every = json.at("checkpoint_every"),
                   .options = json.at("options"),
                   .submissions = {}};
  for (const nlohmann::json& one : json.at("submissions")) record.submissions.push_back(submission_from(one));
  return record;
}

}  // namespace

std::vector<std::string> Submission::jobs() const {
  std::vector<std::string> ids = arrays;
  if (!merge.empty()) ids.push_back(merge);
  return ids;
}

void ShardFolder::make(const std::vector<std::string>& run_keys) const {
  make_folders(path_);
  std::string text;
  for (const std::string& key : run_keys) text += key + "\n";
  write_file(path_ / "runs", text);
}

std::vector<std::string> ShardFolder::run_keys() const {
  std::istringstream lines(read_text(path_ / "runs"));
  std::vector<std::string> keys;
  for (std::string line; std::getline(lines, line);) keys.push_back(line);
  return keys;
}

std::vector<fs::path> ShardFolder::stores() const {
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code error;
  for (fs::directory_iterator at(path_, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->path().extension() == ".db") found.emplace_back(at->last_write_time(ignored), at->path());
  }
  std::sort(found.begin(), found.end());
  std::vector<fs::path> stores;
  for (auto& [time, path] : found) stores.push_back(std::move(path));
  return stores;
}

void ShardFolder::take(const std::string& attempt) const { write_file(path_ / "attempt", attempt); }

std::string ShardFolder::owner() const {
  std::error_code ignored;
  return fs::exists(path_ / "attempt", ignored) ? read_text(path_ / "attempt") : "";
}

void ShardFolder::write(const ShardProgress& progress) const {
  const nlohmann::json json = {{"runs", progress.runs},       {"stored", progress.stored},
                               {"attempt", progress.attempt}, {"host", progress.host},
                               {"at", progress.at},           {"state", progress.state}};
  write_file(path_ / "progress.json", json.dump() + "\n");
}

ShardProgress ShardFolder::progress() const {
  std::error_code ignored;
  if (!fs::exists(path_ / "progress.json", ignored)) return {};
  const auto json = nlohmann::json::parse(read_text(path_ / "progress.json"), nullptr, false);
  if (!json.is_object()) return {};
  return {json.value("runs", std::size_t{0}),
          json.value("stored", std::size_t{0}),
          json.value("attempt", ""),
          json.value("host", ""),
          json.value("at", ""),
          json.value("state", "")};
}

JobFolder::JobFolder(const fs::path& path) : path_(fs::absolute(path).lexically_normal()) {
  if (!path_.has_filename()) path_ = path_.parent_path();  // "folder/"
}

bool JobFolder::exists() const {
  std::error_code ignored;
  return fs::exists(path_ / "job.json", ignored);
}

void JobFolder::make(const JobRecord& record, const std::string& sweep) const {
  if (exists())
    throw Error(ErrorCode::bad_input,
                fmt::format("{0}: is there already; `tryall submit {0}` submits what is missing in it, "
                            "--folder names another",
                            path_.string()));
  make_folders(path_);
  write_file(this->sweep(), sweep);
  write(record);
}

JobRecord JobFolder::record() const {
  const fs::path file = path_ / "job.json";
  if (!exists())
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: is no folder that `tryall submit` has made (it has no job.json)", path_.string()));
  try {
    return record_from(nlohmann::json::parse(read_text(file)));
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::bad_input, fmt::format("{}: is damaged: {}", file.string(), error.what()));
  }
}

void JobFolder::write(const JobRecord& record) const {
  nlohmann::ordered_json json = {{"name", record.name},
                                 {"set", record.set},
                                 {"working_folder", record.working_folder},
                                 {"data", record.data},
                                 {"program", record.program},
                                 {"nodes", record.nodes},
                                 {"shards", record.shards},
                                 {"checkpoint_every", record.checkpoint_every},
                                 {"options", record.options}};
  json["submissions"] = nlohmann::ordered_json::array();
  for (const Submission& submission : record.submissions) json["submissions"].push_back(json_of(submission));
  write_file(path_ / "job.json", json.dump(2) + "\n");
}

fs::path JobFolder::submission(std::size_t number) const {
  return path_ / "submissions" / std::to_string(number);
}

ShardFolder JobFolder::shard(std::size_t submission, std::size_t number) const {
  return ShardFolder(this->submission(submission) / fmt::format("shard-{:04}", number));
}

fs::path JobFolder::array_log(std::size_t submission, std::size_t array) const {
  return this->submission(submission) / fmt::format("array-{}-%a.log", array + 1);
}

fs::path JobFolder::merge_log(std::size_t submission) const {
  return this->submission(submission) / "merge.log";
}

fs::path JobFolder::shard_log(const JobRecord& record, std::size_t submission, std::size_t shard) const {
  const std::size_t chunk = record.submissions.at(submission - 1).chunk;
  std::string log = array_log(submission, (shard - 1) / chunk).string();
  return log.replace(log.rfind("%a"), 2, std::to_string((shard - 1) % chunk));
}

sweeps::Plan plan_of(const JobFolder& folder, const JobRecord& record, sweeps::Trainer& trainer) {
  std::error_code error;
  fs::current_path(record.working_folder, error);
  if (error)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is not on this machine ({}), and {} was submitted from there; run the "
                            "command on a machine of the cluster",
                            record.working_folder, error.message(), folder.path().string()));
  return make_plan({folder.sweep().string(), record.set}, trainer);
}

std::string sweep_text(const fs::path& spec, const std::string& name) {
  sweeps::Document document = sweeps::read_with_data_paths(fs::absolute(spec));
  document.root()["name"] = name;
  return document.root().dump(2) + "\n";
}

}  // namespace tryall::cli
