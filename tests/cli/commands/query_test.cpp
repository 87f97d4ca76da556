#include "trained_sweep.hpp"

using namespace tryall::testing;

TEST_CASE("query ranks, cuts, filters and groups without SQL") {
  const TrainedSweep trained;
  const Finished top = trained.query({"--top", "1", "--format", "csv"});
  CHECK(top.status == 0);
  CHECK_THAT(top.out,
             StartsWith("rank,group_key,optimizer,learning_rate,n,diverged,mean_train_loss,sd_train_loss,"));
  CHECK(std::count(top.out.begin(), top.out.end(), '\n') == 2);

  const Finished where = trained.query({"--where", "optimizer = 'adam'", "--format", "json"});
  CHECK(where.status == 0);
  CHECK_THAT(where.out, !ContainsSubstring("sgd"));

  const Finished grouped = trained.query({"--group-by", "optimizer", "--format", "csv"});
  CHECK(grouped.status == 0);
  CHECK_THAT(grouped.out, StartsWith("optimizer,groups,runs,diverged,best_validation_accuracy,"));
  CHECK_THAT(grouped.out, ContainsSubstring("\nadam,2,4,0,") && ContainsSubstring("\nsgd,2,4,0,"));

  const Finished other = trained.query({"--metric", "test_loss", "--top", "2", "--format", "md"});
  CHECK(other.status == 0);
  CHECK_THAT(other.out,
             StartsWith("| rank | optimizer | learning\\_rate | test\\_loss | n |\n| ---: | --- | ---: |"));
}

TEST_CASE("a name given twice is refused") {
  const TrainedSweep trained;
  for (const auto& [option, words] :
       {std::pair<const char*, const char*>{"--group-by", "optimizer,optimizer"},
        {"--pivot", "optimizer,optimizer"},
        {"--columns", "rank,optimizer,rank"},
        {"--metric", "test_loss,test_loss"}}) {
    const Finished finished = trained.query({option, words});
    INFO(option << ": " << finished.err);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, StartsWith(option) && ContainsSubstring("' is given twice"));
  }
}

TEST_CASE("query answers SQL on the views and refuses to write") {
  const TrainedSweep trained;
  const Finished rows = trained.query(
      {"--format", "csv", "--sql", "SELECT optimizer, count(*) AS runs FROM v_runs GROUP BY 1 ORDER BY 1"});
  CHECK(rows.out == "optimizer,runs\nadam,4\nsgd,4\n");
  CHECK(trained
            .query({"--format", "csv", "--sql",
                    "SELECT count(*) AS n FROM v_curves WHERE metric = 'train_loss' AND epoch = 2"})
            .out == "n\n8\n");
  CHECK(trained.query({"--format", "csv", "--sql", "SELECT name, runs, stored FROM v_sweeps"}).out ==
        "name,runs,stored\ntiny,8,8\n");
  const Finished write = trained.query({"--sql", "DELETE FROM runs"});
  CHECK(write.status == 2);
  CHECK(write.err == "--sql: a query only reads; this statement writes\n");
  const Finished two = trained.query({"--sql", "SELECT 1; SELECT 2"});
  CHECK(two.status == 2);
  CHECK(two.err == "--sql: one statement at a time; what is \" SELECT 2\"?\n");
  CHECK(trained.query({"--sql", "SELECT 1;\n"}).status == 0);
  const Finished unknown = trained.query({"--sql", "SELECT learningrate FROM v_runs"});
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, ContainsSubstring("no such column: learningrate (did you mean 'learning_rate'?)"));
}

TEST_CASE("a question that makes no sense is answered with what would") {
  const TrainedSweep trained;
  CHECK_THAT(trained.query({"--metric", "accuracy"}).err, StartsWith("unknown metric 'accuracy'"));
  CHECK_THAT(trained.query({"--group-by", "optimiser"}).err,
             StartsWith("--group-by optimiser: unknown axis 'optimiser' (did you mean 'optimizer'?)"));
  CHECK_THAT(trained.query({"--where", "optimiser = 'adam'"}).err,
             ContainsSubstring("no such column: optimiser (did you mean 'optimizer'?)"));
  CHECK_THAT(trained.query({"--format", "cvs"}).err,
             StartsWith("unknown format 'cvs' (did you mean 'csv'?)"));
  CHECK_THAT(trained.query({"--sweep", "tinny"}).err,
             StartsWith("no sweep 'tinny' in the store (did you mean 'tiny'?)"));
  for (const char* option : {"--metric", "--group-by", "--where", "--format", "--sweep"})
    CHECK(trained.query({option, "nonsense"}).status == 2);
  const Finished none = trained.query({"--where", "optimizer = 'none such'"});
  CHECK(none.status == 0);
  CHECK(none.err == "no run matches\n");
}

TEST_CASE("show finds a run by the beginning of its key") {
  const TrainedSweep trained;
  const std::string key =
      trained.query({"--format", "csv", "--sql", "SELECT run FROM v_runs LIMIT 1"}).out.substr(4, 32);
  const Finished shown = run_tryall({"show", key.substr(0, 12)}, trained.folder.path());
  CHECK(shown.status == 0);
  CHECK_THAT(shown.out, ContainsSubstring(key) && ContainsSubstring("learning_rate") &&
                            ContainsSubstring("epoch  train_loss  train_accuracy  validation_loss"));
  const Finished whole = run_tryall({"show", key, "--format", "json"}, trained.folder.path());
  CHECK_THAT(whole.out, ContainsSubstring("\"run\": \"" + key + "\""));
  const Finished none = run_tryall({"show", "zz"}, trained.folder.path());
  CHECK(none.status == 2);
  CHECK_THAT(none.err, StartsWith("no run 'zz' in the store"));
  CHECK_THAT(run_tryall({"show", ""}, trained.folder.path()).err, StartsWith("run: must not be empty"));
}

TEST_CASE("fingerprint --expect tells by its status whether the results are the same") {
  const TrainedSweep trained;
  std::string hash = run_tryall({"fingerprint"}, trained.folder.path()).out;
  REQUIRE(hash.size() == 33);
  hash.pop_back();
  CHECK(run_tryall({"fingerprint", "--expect", hash}, trained.folder.path()).status == 0);
  hash.back() = hash.back() == '0' ? '1' : '0';
  const Finished other = run_tryall({"fingerprint", "--expect", hash}, trained.folder.path());
  CHECK(other.status == 1);
  CHECK_THAT(other.err, ContainsSubstring("some stored result differs"));
}
