#include <fmt/format.h>

#include "train_program.hpp"

using namespace tryall::testing;

namespace {

/// Two dozen rows of two columns, a target, and whatever else a row has in front.
std::string table_of(const std::string& header, const std::string& first) {
  std::string text = header + "\n";
  for (int i = 0; i < 24; ++i)
    text +=
        first + std::to_string(i) + "," + std::to_string(i * i % 17) + ".5," + std::to_string(i % 3) + "\n";
  return text;
}

}  // namespace

TEST_CASE("data lists the columns with what became of each, and says what was guessed") {
  const TemporaryFolder folder;
  folder.write("names.csv", table_of("name,size,kind", "n"));
  const Finished shown = run_tryall({"data", "names.csv"}, folder.path());
  CHECK(shown.status == 0);
  CHECK_THAT(shown.out, ContainsSubstring("\nname ") &&
                            ContainsSubstring("text with 24 categories: n0, n1, ") &&
                            ContainsSubstring("\nsize ") && ContainsSubstring("numbers from 0.5 to 16.5") &&
                            ContainsSubstring("the target: 3 classes: 0, 1, 2"));
  CHECK_THAT(shown.err, ContainsSubstring("note: ") && ContainsSubstring("24 different texts in 24 rows"));
  folder.write("index.csv", table_of(",size,kind", ""));
  CHECK_THAT(run_tryall({"data", "index.csv"}, folder.path()).err, ContainsSubstring("counts the rows"));
  CHECK(run_tryall({"data", "index.csv", "--set", "ignore=1"}, folder.path()).err.empty());
}

TEST_CASE("the columns of a file fit into 80 characters, and into JSON and CSV with all that is known") {
  const TemporaryFolder folder;
  std::string text = "a_name_of_a_column_that_is_rather_long,when,smokes,city,spent,y\n";
  for (int i = 0; i < 30; ++i)
    text += (i % 4 ? std::to_string(i * 7 % 11) : "") + ",2021-03-" + std::to_string(i + 1) +
            (i % 3 ? ",no," : ",yes,") + "a place with a name of many words " + std::to_string(i % 5) +
            ",1," + std::to_string(i * 5 % 2) + "\n";
  folder.write("data.csv", text);
  const auto shown = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"data", "data.csv", "--set", "missing=mean"});
    const Finished finished = run_tryall(more, folder.path());
    CHECK(finished.status == 0);
    return finished.out;
  };
  const std::string table = shown({"--columns"});
  for (std::size_t begin = 0; begin < table.size(); begin = table.find('\n', begin) + 1)
    CHECK(table.find('\n', begin) - begin <= 80);
  CHECK_THAT(table, ContainsSubstring("a_name_of_a_colum...  26.7 %   numbers from 0 to 10") &&
                        ContainsSubstring("boolean: no is 0, yes is 1") && ContainsSubstring("constant: 1") &&
                        ContainsSubstring("dates from 2021-03-01 to 2021-03-30"));
  CHECK_THAT(shown({"--columns", "--format", "csv"}),
             ContainsSubstring("when,date,feature,,2021-03-01,2021-03-30,,0,0,,,1") &&
                 ContainsSubstring("smokes,boolean,feature,,,,\"no, yes\",0,0,,,1"));
  CHECK_THAT(
      shown({"--columns", "--format", "json"}),
      ContainsSubstring("\"missing\": 8") && ContainsSubstring("filled with the mean of the training rows"));
  CHECK_THAT(shown({"--format", "csv"}),
             ContainsSubstring("\nmissing cells,8\ncolumns with missing cells,1\n") &&
                 ContainsSubstring("column 'spent',constant: 1\n"));
  CHECK_THAT(run_tryall({"data", "digits", "--columns"}, folder.path()).err,
             ContainsSubstring("no table with columns"));
  CHECK_THAT(run_tryall({"data", "--columns"}, folder.path()).err,
             ContainsSubstring("--columns: name the dataset"));
}

TEST_CASE("data counts rows that repeat and asks about columns that give the target away") {
  const TemporaryFolder folder;
  std::string text = "x,paid,y\n";
  for (int i = 0; i < 60; ++i)
    text += std::to_string(i * 37 % 60) + (i % 3 ? ",0," : ",12,") + (i % 3 ? "no" : "yes") + "\n";
  folder.write("data.csv", text + "5,0,no\n37,0,no\n");
  const Finished shown = run_tryall({"data", "data.csv", "--format", "csv"}, folder.path());
  CHECK_THAT(shown.out,
             ContainsSubstring("\nrepeated rows,2\n") &&
                 ContainsSubstring("gives the target away: 'paid',alone predicts 100.0 % of the classes: "
                                   "could it be known only after the outcome?\n") &&
                 !ContainsSubstring("'x',alone"));
}

TEST_CASE("plan, run and train say what was guessed, too") {
  const TemporaryFolder folder;
  folder.write("data.csv", table_of(",size,kind", ""));
  folder.write("config.json",
               R"({"dataset": {"name": "csv", "file": "data.csv"}, "epochs": 1, "batch_size": 4})");
  folder.write("sweep.json",
               R"({"base": {"dataset": {"name": "csv", "file": "data.csv"}, "epochs": 1, "batch_size": 4}})");
  for (const char* command : {"plan", "run", "train"}) {
    const std::string file = std::string(command) == "train" ? "config.json" : "sweep.json";
    const Finished finished = run_tryall({command, file}, folder.path());
    CHECK(finished.status == 0);
    CHECK_THAT(finished.err, ContainsSubstring("note: data.csv: column 'column 1' counts the rows"));
  }
}

TEST_CASE("a sweep beside its data is run from anywhere, and a path of the command line is the caller's") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "study");
  folder.write("study/data.csv", table_of("a,size,kind", ""));
  folder.write("data.csv", table_of("b,size,kind", ""));
  folder.write("study/config.json",
               R"({"dataset": {"name": "csv", "file": "data.csv"}, "epochs": 1, "batch_size": 4})");
  const auto notes = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"train", "study/config.json"});
    return run_tryall(more, folder.path()).err;
  };
  CHECK_THAT(notes({}), ContainsSubstring("study/data.csv: column 'a' counts the rows"));
  CHECK_THAT(notes({"--set", "dataset.file=data.csv"}),
             ContainsSubstring("data.csv: column 'b' counts the rows") && !ContainsSubstring("study/"));
}

TEST_CASE("what stands in a file's place is named wherever JSON or a table is read") {
  const TemporaryFolder folder;
  const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n";
  for (const char* name : {"config.json", "base.json", "history.csv"}) folder.write(name, pointer);
  for (const std::vector<std::string>& command : {std::vector<std::string>{"train", "config.json"},
                                                  {"run", "config.json"},
                                                  {"plan", "config.json"},
                                                  {"check", "--against", "base.json"},
                                                  {"data", "history.csv"},
                                                  {"history", "--csv", "history.csv", "--column", "a"}}) {
    const Finished finished = run_tryall(command, folder.path());
    INFO(command[0] << ": " << finished.err);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring("git lfs pull"));
  }
  folder.write("config.json", std::string("\xff\xfe{\0}\0", 6));
  CHECK_THAT(train(folder, {}).err, ContainsSubstring("UTF-16"));
  folder.write("config.json", "<!doctype html><html></html>");
  CHECK_THAT(train(folder, {}).err, ContainsSubstring("a web page"));
}

TEST_CASE("weights of another split are said to have seen what is held out") {
  const TemporaryFolder folder;
  folder.write(
      "config.json",
      R"({"dataset": "iris", "model": {"name": "mlp", "hidden": [4]}, "batch_size": 16, "epochs": 1, "seed": 3})");
  REQUIRE(train(folder, {"--weights-out", "net.safetensors", "-q"}).status == 0);
  const auto said = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--weights-in", "net.safetensors"});
    const Finished finished = train(folder, more);
    CHECK(finished.status == 0);
    return finished.err;
  };
  CHECK(said({}).empty());
  CHECK_THAT(said({"--seed", "4"}),
             ContainsSubstring("net.safetensors: the weights were trained on the split of seed 3") &&
                 ContainsSubstring("--seed 3 or --set split_seed=3"));
  CHECK(said({"--seed", "4", "--set", "split_seed=3"}).empty());
  CHECK_THAT(said({"--set", "split=k_fold"}), ContainsSubstring("on another split of these data"));
}

TEST_CASE("weights tell of all trainings that they went through") {
  const TemporaryFolder folder;
  folder.write(
      "config.json",
      R"({"dataset": "iris", "model": {"name": "mlp", "hidden": [4]}, "batch_size": 16, "epochs": 1, "seed": 3})");
  const auto said = [&](const std::vector<std::string>& more) {
    const Finished finished = train(folder, more);
    CHECK(finished.status == 0);
    return finished.err;
  };
  said({"--weights-out", "a.safetensors", "-q"});
  said({"--weights-in", "a.safetensors", "--seed", "4", "--weights-out", "b.safetensors"});
  for (const char* seed : {"3", "4", "5"})
    CHECK_THAT(said({"--weights-in", "b.safetensors", "--seed", seed}),
               ContainsSubstring("the split of seed 3 and then of seed 4, and this run has that of seed " +
                                 std::string(seed)) &&
                   ContainsSubstring("no split holds out samples that none of these had"));
  said({"--weights-in", "a.safetensors", "--weights-out", "c.safetensors"});
  CHECK(said({"--weights-in", "c.safetensors"}).empty());
  CHECK_THAT(said({"--weights-in", "c.safetensors", "--seed", "6"}), ContainsSubstring("--set split_seed=3"));
}

TEST_CASE(
    "weights of other rows of a file are said to have seen what is held out, those of a moved file are not") {
  const TemporaryFolder folder;
  std::string table = "x,y\n";
  for (int i = 0; i < 60; ++i) table += std::to_string(i % 7) + (i % 7 > 3 ? ",p\n" : ",q\n");
  std::filesystem::create_directory(folder / "moved");
  folder.write("t.csv", table);
  folder.write("moved/t.csv", table);
  folder.write(
      "config.json",
      R"({"dataset": {"name": "csv", "file": "t.csv"}, "model": "linear", "batch_size": 8, "epochs": 1})");
  REQUIRE(train(folder, {"--weights-out", "net.safetensors", "-q"}).status == 0);
  const auto said = [&](const char* setting) {
    return train(folder, {"--set", setting, "--weights-in", "net.safetensors"}).err;
  };
  CHECK_THAT(said("dataset.rows=30"), ContainsSubstring("may choose other rows"));
  CHECK_THAT(said("dataset.file=moved/t.csv"), !ContainsSubstring("may have been trained on"));
}

TEST_CASE("lbfgs says why it no longer moves") {
  const TemporaryFolder folder;
  folder.write(
      "config.json",
      R"({"dataset": "rosenbrock", "optimizer": "lbfgs", "learning_rate": 0.1, "epochs": 2000, "precision": "float64"})");
  CHECK_THAT(train(folder, {}).err,
             ContainsSubstring("lbfgs has stopped moving") && ContainsSubstring("_tolerance of 1e-0"));
  CHECK(train(folder, {"--set", "epochs=3"}).err.empty());
}

TEST_CASE("data says which columns are groups, times and weights") {
  const TemporaryFolder folder;
  std::string text = "house,sold,trust,area,price\n";
  for (int i = 0; i < 24; ++i)
    text += fmt::format("h{},20{}-05-01,{},{}.5,{}\n", i / 3, 10 + i % 7, i % 3, i, i * 5 % 11);
  folder.write("rents.csv", text);
  const std::vector<std::string> command = {"data",  "rents.csv", "--set", "group=house",
                                            "--set", "time=sold", "--set", "weight=3"};
  const Finished people = run_tryall(command, folder.path());
  CHECK(people.status == 0);
  CHECK_THAT(people.out, ContainsSubstring("the groups: 8, none of which a split divides") &&
                             ContainsSubstring("the time: dates from 2010-05-01 to 2016-05-01") &&
                             ContainsSubstring("the weight of a row in training: from 0 to 2"));
  std::vector<std::string> more = command;
  more.insert(more.end(), {"--columns", "--format", "csv"});
  CHECK_THAT(run_tryall(more, folder.path()).out,
             ContainsSubstring("house,category,group,,,,,0,0,,,0\n") &&
                 ContainsSubstring("sold,date,time,,2010-05-01,2016-05-01,,0,0,,,0\n") &&
                 ContainsSubstring("trust,number,weight,,0,2,,0,0,,,0\n"));
}
