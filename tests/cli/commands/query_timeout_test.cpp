#include "trained_sweep.hpp"

namespace query_timeout_test {

using namespace tryall::testing;

namespace {

const std::string endless =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

}  // namespace

TEST_CASE("a query that takes longer than --sql-timeout is ended and says so") {
  const TrainedSweep trained;
  const auto check_ended = [&](const std::vector<std::string>& words, const std::string& what) {
    INFO(words.front());
    std::vector<std::string> all = {"--sql-timeout", "0.2s"};
    all.insert(all.end(), words.begin(), words.end());
    const Finished finished = trained.query(all);
    CHECK(finished.status == 4);
    CHECK(finished.out == "");
    CHECK_THAT(finished.err,
               StartsWith(what + ": stopped at the time limit; set a longer one with --sql-timeout"));
  };
  check_ended({"--sql", endless}, "--sql");
  check_ended({"--sql", "SELECT count(*) FROM v_curves a, v_curves b, v_curves c, v_curves d, v_curves e"},
              "--sql");
  check_ended({"--sql", "SELECT x FROM (" + endless.substr(0, endless.find(") SELECT")) +
                            ") SELECT x FROM n) WHERE x < 0"},
              "--sql");
  check_ended({"--where", "seed < (" + endless + ")"}, "--where \"seed < (" + endless + ")\"");
  check_ended({"--runs", "--where", "seed < (" + endless + ")"}, "--where \"seed < (" + endless + ")\"");
}

TEST_CASE("a query within --sql-timeout, or without a limit, is answered") {
  const TrainedSweep trained;
  for (const char* limit : {"60s", "10m", "0"})
    CHECK(trained.query({"--sql-timeout", limit, "--sql", "SELECT 1 AS one", "--format", "csv"}).out ==
          "one\n1\n");
  CHECK(trained.query({"--sql-timeout", "1h", "--where", "seed >= 0"}).status == 0);
  const Finished wrong = trained.query({"--sql-timeout", "soon", "--sql", "SELECT 1"});
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, StartsWith("--sql-timeout: expected a time such as 90s"));
}

TEST_CASE("every condition of --where is ended after --sql-timeout") {
  const TrainedSweep trained;
  const std::string where = "seed < (" + endless + ")";
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"compare", "learning_rate=0.1", "learning_rate=0.01"},
                                             {"delete", "--yes"},
                                             {"baseline", "set", "main"},
                                             {"history"}}) {
    std::vector<std::string> words = command;
    words.insert(words.end(), {"--where", where, "--sql-timeout", "0.2s"});
    const Finished finished = trained.run(words);
    INFO(command.front());
    CHECK(finished.status == 4);
    CHECK_THAT(finished.err,
               ContainsSubstring("stopped at the time limit; set a longer one with --sql-timeout"));
  }
}

}  // namespace query_timeout_test
