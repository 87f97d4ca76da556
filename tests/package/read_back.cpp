// Reads results back by the public reader: of the standard library, of added techniques, of a trainer of
// one's own.
#include "read_back.hpp"

#include <cstdio>
#include <fstream>

#include "parabola.hpp"
#include "tryall/reports/compare/compare.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/reports/report/report.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/tracking/check.hpp"
#include "tryall/tracking/check_output.hpp"
#include "tryall/tracking/freeze.hpp"

namespace {

bool fails(const char* what) {
  std::printf("FAILED: %s\n", what);
  return false;
}

bool answers_questions(const std::filesystem::path& store) {
  // extending: read
  tryall::reports::Question question;
  question.form = tryall::reports::Question::Form::groups;
  question.sweep = "grid";
  const tryall::reports::Answer answer = tryall::reports::ask(store, question);
  std::fputs(render(answer.table, tryall::reports::Format::table).c_str(), stdout);
  // end
  if (answer.table.rows.size() != 6) return fails("the groups of a trainer of one's own");
  question.sweep = "techniques";
  if (tryall::reports::ask(store, question).table.rows.size() != 4)
    return fails("the groups of added techniques, of the revision that ran last");
  return true;
}

bool compares(const std::filesystem::path& store) {
  // extending: compare
  const tryall::reports::StoreReader reader(store);
  const tryall::reports::Comparison comparison = tryall::reports::compare(
      reader, {.a = "shape=square", .b = "shape=absolute", .sweep = "exclude", .metric = "height"});
  std::puts(sentence(comparison).c_str());
  // end
  return comparison.settings.size() == 1 || fails("two groups compared");
}

bool checks(const std::filesystem::path& store) {
  const std::filesystem::path now = store.string() + ".now";
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(now.string() + ending);
  // extending: check
  tryall::tracking::LeftOut left_out;
  const tryall::tracking::Baseline frozen =
      freeze(tryall::reports::StoreReader(store), {.where = "trainer = 'parabola'"}, "main", left_out);
  const tryall::tracking::Baseline baseline =
      tryall::tracking::baseline_from_text(to_text(frozen), "main.json");  // as kept in a repository
  Parabola trainer;
  const tryall::tracking::CheckReport report = check(baseline, {}, {.trainer = trainer, .store = now});
  std::fputs(to_plain(report).c_str(), stdout);
  // end
  for (const auto& group : report.groups)
    if (group.same_bits != group.pairs || group.pairs == 0) return fails("the same bits again");
  return (report.status() == 0 && !report.groups.empty()) || fails("a check of a trainer of one's own");
}

bool reports_on(const std::filesystem::path& store, const std::string& sweep) {
  const std::filesystem::path file = store.parent_path() / "tryall-consumer.html";
  // extending: report
  const tryall::reports::StoreReader reader(store);
  const tryall::reports::Report report = make_report(reader, reader.counted_sweep(sweep));
  std::puts(report.overview.finding.c_str());
  std::ofstream(file) << to_html(report);
  // end
  return std::filesystem::file_size(file) > 50'000 || fails("a report");
}

}  // namespace

bool reads_back(const std::filesystem::path& store) {
  return answers_questions(store) && compares(store) && checks(store) && reports_on(store, "standard") &&
         reports_on(store, "techniques") && reports_on(store, "grid");
}
