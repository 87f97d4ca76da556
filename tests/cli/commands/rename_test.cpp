#include "catch.hpp"
#include "two_sweeps.hpp"

using namespace tryall::testing;

TEST_CASE("rename gives a sweep another name, with which everything finds it") {
  const TwoTinySweeps stored;
  const std::string before = stored.run({"fingerprint"}).out;
  CHECK(stored.run({"rename", "other", "control"}).out == "renamed sweep other to control\n");
  CHECK(stored.run({"rename", "--sweep", "tiny#1", "tiny wide"}).out ==
        "renamed sweep tiny#1 to tiny wide\n");
  CHECK(stored.run({"fingerprint"}).out == before);
  CHECK_THAT(stored.run({"status"}).out, ContainsSubstring("control: 4 of 4 runs") &&
                                             ContainsSubstring("tiny wide: 8 of 8 runs") &&
                                             ContainsSubstring("\ntiny: 8 of 8 runs"));
  CHECK(stored.query({"--sweep", "control"}).status == 0);
  CHECK(stored.query({"--sweep", "other"}).status == 2);
  CHECK_THAT(stored.sound(), ContainsSubstring("12 runs, sound\n"));
}

TEST_CASE("rename gives a baseline another name, in its document too") {
  const TrainedSweep stored;
  REQUIRE(stored.run({"baseline", "set", "main"}).status == 0);
  CHECK(stored.run({"rename", "main", "release 1"}).out == "renamed baseline main to release 1\n");
  CHECK_THAT(stored.run({"baseline", "export", "release 1"}).out,
             ContainsSubstring("\"name\": \"release 1\""));
  CHECK(stored.run({"rename", "--baseline", "release 1", "tiny"}).status == 0);
  CHECK_THAT(stored.run({"rename", "tiny", "x"}).err,
             ContainsSubstring("it is a sweep (--sweep tiny) and a baseline"));
  CHECK(stored.run({"rename", "--baseline", "tiny", "main"}).status == 0);
  CHECK_THAT(stored.run({"check", "--against", "main", "-q"}).out, ContainsSubstring("same"));
}

TEST_CASE("rename refuses names that are taken, that read as a number, and that there are not") {
  const TwoTinySweeps stored;
  REQUIRE(stored.run({"baseline", "set", "main", "--sweep", "other"}).status == 0);
  REQUIRE(stored.run({"baseline", "set", "next", "--sweep", "other"}).status == 0);
  for (const auto& [words, message] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"other", "tiny"}, "there is a sweep 'tiny' already"},
           {{"main", "next"}, "there is a baseline 'next' already"},
           {{"other", "new#2"}, "'new#2' ends like a sweep number"},
           {{"other", ""}, "names: must not be empty"},
           {{"othr", "new"}, "did you mean 'other'?"},
           {{"--baseline", "mian", "new"}, "did you mean 'main'?"},
           {{"tiny", "new"}, "'tiny' is ambiguous: tiny is the name of 2 sweeps: tiny#1"},
           {{"other"}, "give the old name and the new one"},
           {{"--sweep", "other", "a", "b"}, "give the new name of other alone"}})
    stored.check_refused({"rename"}, words, message);
}

TEST_CASE("names that end like sweep numbers or cannot be shown are refused wherever a name is given") {
  const TrainedSweep trained;
  REQUIRE(trained.run({"baseline", "set", "main"}).status == 0);
  REQUIRE(trained.run({"baseline", "export", "main", "main.json"}).status == 0);
  const std::string document = read_file(trained.folder / "main.json");
  const std::size_t place = document.find("\"name\": \"main\"");
  REQUIRE(place != std::string::npos);
  const auto refused = [&](const std::vector<std::string>& command, const char* why) {
    const Finished finished = trained.run(command);
    INFO(command.front() << ": " << finished.err);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring(why));
  };
  for (const auto& [name, json, why] :
       {std::tuple("a#1", "a#1", "'a#1' ends like a sweep number"),
        {"a\nb", "a\\nb", "has the control character U+000A behind 'a'"},
        {"a\x1b[2Jb", "a\\u001b[2Jb", "has the control character U+001B behind 'a'"},
        {"a\xc2\x9b", "a\\u009b", "has the control character U+009B behind 'a'"}}) {
    trained.folder.write("named.json", std::string(R"({"name": ")") + json + R"(", "base": {"epochs": 1}})");
    refused({"run", "named.json"}, why);
    refused({"rename", "tiny", name}, why);
    refused({"rename", "--baseline", "main", name}, why);
    refused({"baseline", "set", name}, why);
    refused({"baseline", "import", "main.json", name}, why);
    trained.folder.write("named.json", document.substr(0, place) + "\"name\": \"" + json + '"' +
                                           document.substr(place + std::string("\"name\": \"main\"").size()));
    refused({"baseline", "import", "named.json"}, why);
    trained.folder.write(std::string(name) + ".json", R"({"base": {"epochs": 1}})");
    refused({"plan", std::string(name) + ".json"}, "the file's name is the sweep's");
  }
  trained.folder.write("named.json", R"({"name": "a\u0000b", "base": {"epochs": 1}})");
  refused({"run", "named.json"}, "U+0000");
  trained.folder.write("config#1.json", R"({"epochs": 1, "model": "softmax"})");
  CHECK(trained.run({"train", "config#1.json", "-q"}).status == 0);
}
