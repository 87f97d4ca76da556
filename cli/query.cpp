#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include "context.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/leaderboard.hpp"
#include "tryall/sweeps/sqlite_store.hpp"

namespace tryall::cli {
namespace {

struct QueryOptions {
  std::string sql, sweep, where, metric, format = "table";
  std::vector<std::string> group_by;
  std::size_t top = 0;
};

/// The metric asked for, or that of the sweep asked for, or of the last sweep.
reports::Ranking ranking(SQLite::Database& database, const QueryOptions& options) {
  reports::Ranking ranking{
      .metric = "validation_accuracy", .direction = train::Direction::maximize, .top = options.top};
  if (!options.metric.empty()) {
    const train::Metric& metric = train::find_metric(options.metric);
    ranking.metric = metric.name;
    ranking.direction = metric.direction;
  } else {
    const reports::SweepRow sweep = reports::find_sweep(database, options.sweep);
    ranking.metric = sweep.metric;
    ranking.direction = sweep.direction;
  }
  return ranking;
}

int query(const Context& context, const QueryOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  const auto database = sweeps::open_for_reading(context.db);
  if (!options.sql.empty()) {
    print(reports::render(reports::run_sql(*database, options.sql), format));
    return fine;
  }
  const reports::Ranking asked = ranking(*database, options);
  reports::Selection selection{.sweep = {}, .where = options.where};
  if (!options.sweep.empty()) selection.sweep = reports::find_sweep(*database, options.sweep).id;
  const auto groups = reports::select_groups(*database, selection);
  if (groups.empty()) note("no run matches\n");
  if (!options.group_by.empty()) {
    print(reports::render(reports::group_by(groups, options.group_by, asked, format), format));
    return fine;
  }
  const auto board = reports::rank(groups, asked);
  const bool people = reports::is_for_people(format);
  print(reports::render(people ? reports::table_for_people(board) : reports::table_for_programs(board),
                        format));
  return fine;
}

}  // namespace

void add_query(CLI::App& command, Context& context) {
  auto options = std::make_shared<QueryOptions>();
  add_db_option(command, context);
  CLI::Option* sql = command.add_option(
      "--sql", options->sql, "A SQL query on the views v_runs, v_groups, v_curves, v_sweeps; reading only");
  const auto no_sql = [&](CLI::Option* option) { option->excludes(sql); };
  no_sql(command.add_option("--top", options->top, "Show so many rows")->check(CLI::PositiveNumber));
  no_sql(command.add_option("--where", options->where,
                            "A condition on the columns of v_runs: \"learning_rate < 0.1\""));
  no_sql(command.add_option("--group-by", options->group_by, "One row for each combination of these axes")
             ->delimiter(','));
  no_sql(command.add_option("--metric", options->metric,
                            "Rank by this metric; by default the last sweep's objective"));
  no_sql(command.add_option("--sweep", options->sweep,
                            "Only the runs of this sweep; by default the whole store"));
  add_format_option(command, options->format);
  command.callback([options, &context] { context.status = query(context, *options); });
}

}  // namespace tryall::cli
