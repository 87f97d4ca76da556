#include "tryall/reports/results/store_reader.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "connection.hpp"
#include "merged_axes.hpp"
#include "row.hpp"
#include "sql_errors.hpp"
#include "tryall/sweeps/run/read_status.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::reports {
namespace {

std::unique_ptr<Connection> connection_to(const std::filesystem::path& file,
                                          std::unique_ptr<SQLite::Database> database) {
  auto connection = std::make_unique<Connection>(Connection{.file = file, .database = std::move(database)});
  try {
    connection->origins = sweeps::stored_origins(*connection->database);
    Vocabulary vocabulary{merged_axes(connection->origins), {}};
    for (sweeps::StoredMetric& one : sweeps::stored_metrics(*connection->database)) {
      connection->columns.push_back(sweeps::quoted_name(one.column));
      vocabulary.metrics.push_back(std::move(one.metric));
    }
    connection->vocabulary = std::make_shared<const Vocabulary>(std::move(vocabulary));
  } catch (...) {
    fail_answer(*connection);
  }
  return connection;
}

}  // namespace

void fail_answer(const Connection& store) {
  const std::exception_ptr exception = std::current_exception();
  try {
    std::rethrow_exception(exception);
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() == SQLITE_INTERRUPT) fail_at_limit(store.file.string());
  } catch (...) {  // of what else there is more is said below
  }
  sweeps::fail_with(store.file, exception);
}

void step_to_row(SQLite::Statement& query, const Connection& store, const char* table, std::int64_t id) {
  if (!query.executeStep())
    sweeps::fail_damaged(store.file, fmt::format("table {} has no row {}, to which others refer", table, id));
}

StoreReader::StoreReader(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

StoreReader::StoreReader(const std::filesystem::path& file)
    : connection_(connection_to(file, sweeps::open_for_reading(file))) {}

StoreReader StoreReader::unchanged(const std::filesystem::path& file) {
  return StoreReader(connection_to(file, sweeps::open_unchanged(file)));
}

StoreReader::StoreReader(StoreReader&&) noexcept = default;
StoreReader& StoreReader::operator=(StoreReader&&) noexcept = default;
StoreReader::~StoreReader() = default;

StoreReader::Snapshot::Snapshot(const StoreReader& reader) : connection_(*reader.connection_) {
  connection_.database->exec("SAVEPOINT snapshot");
}

StoreReader::Snapshot::~Snapshot() { connection_.database->tryExec("RELEASE snapshot"); }

const std::shared_ptr<const Vocabulary>& StoreReader::vocabulary() const { return connection_->vocabulary; }

const std::vector<Metric>& StoreReader::metrics() const { return vocabulary()->metrics; }

const AxisTable& StoreReader::axes() const { return *vocabulary()->axes; }

const std::filesystem::path& StoreReader::file() const { return connection_->file; }

sqlite3* StoreReader::handle() const { return connection_->database->getHandle(); }

void StoreReader::limit_time(double seconds) const { connection_->time_limit.set(handle(), seconds); }

std::vector<sweeps::StoredRun> StoreReader::stored(const std::vector<std::string>& run_keys,
                                                   const std::string& metric) const try {
  return sweeps::find_runs(*connection_->database, run_keys, metric);
} catch (...) {
  fail_answer(*connection_);
}

std::vector<sweeps::SweepFacts> StoreReader::status() const try {
  return sweeps::read_status(*connection_->database);
} catch (...) {
  fail_answer(*connection_);
}

std::vector<sweeps::Finding> StoreReader::examine(sweeps::Depth depth) const try {
  return sweeps::examine(*connection_->database, depth);
} catch (...) {
  fail_answer(*connection_);
}

std::string StoreReader::fingerprint() const try {
  return sweeps::fingerprint(*connection_->database);
} catch (...) {
  fail_answer(*connection_);
}

std::vector<sweeps::BaselineRecord> StoreReader::baselines() const try {
  return sweeps::stored_baselines(*connection_->database);
} catch (...) {
  fail_answer(*connection_);
}

std::vector<std::string> StoreReader::baseline_names() const try {
  return texts(*connection_->database, "SELECT name FROM baselines ORDER BY name");
} catch (...) {
  fail_answer(*connection_);
}

std::optional<sweeps::BaselineRecord> StoreReader::newest_baseline(std::size_t most_bytes) const try {
  SQLite::Statement query(*connection_->database,
                          "SELECT name, created_at, document FROM (SELECT * FROM baselines "
                          "ORDER BY created_at DESC, name LIMIT 1) WHERE length(document) <= ?");
  query.bind(1, static_cast<std::int64_t>(most_bytes));
  if (!query.executeStep()) return std::nullopt;
  Row row(query);
  sweeps::BaselineRecord record;
  record.name = row.text();
  record.created_at = row.text();
  record.document = row.text();
  return record;
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
