#include "tryall/sweeps/space/document.hpp"

#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"

using tryall::sweeps::Document;
using tryall::testing::message_of;

namespace {

/// With what a text is refused.
std::string parse_refusal(const std::string& text) {
  return message_of([&] { Document::parse(text, "f.json"); });
}

std::string complaint(const std::string& text, const std::string& path) {
  return message_of([&] { Document::parse(text, "f.json").fail(path, "m"); });
}

}  // namespace

TEST_CASE("what is not JSON is refused with line, column and what was expected") {
  CHECK_THAT(parse_refusal(R"({"a" 1})"), Catch::Matchers::Equals("f.json:1:6: not JSON: expected ':'"));
  CHECK_THAT(parse_refusal("{\n  \"a\": tru\n}"),
             StartsWith("f.json:2:11: not JSON: expected a text in quotes, a number, true"));
  CHECK_THAT(parse_refusal("{}}"),
             Catch::Matchers::Equals("f.json:1:3: not JSON: '}' follows the end of the JSON"));
  CHECK_THAT(parse_refusal("[1, 2,, 3]"),
             Catch::Matchers::Equals("f.json:1:7: not JSON: there is a comma too many"));
  CHECK_THAT(parse_refusal("\n\n{a: 1}"), StartsWith("f.json:3:2: not JSON: expected a text in quotes"));
  for (const char* text : {R"({"a": 1, })", "{\"a\": 1,\n}"})
    CHECK_THAT(parse_refusal(text), ContainsSubstring("not JSON: a comma stands before '}'; take it out"));
  CHECK_THAT(parse_refusal("[1,]"),
             Catch::Matchers::Equals("f.json:1:4: not JSON: a comma stands before ']'; take it out"));
  CHECK_THAT(parse_refusal("{'a': 1}"), ContainsSubstring("texts stand in double quotes"));
}

TEST_CASE("no words of the JSON library's stand in a complaint") {
  const std::string whole = R"({"a": [1, -2.5e3, true, "x\u00e4\n"], "b": {"c": null}} // end)";
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const char* spoiled : {"", "}", "]", ",", ":", "b", "\"", "'", "\xc3\xa4", "\xff", "-", "\n", "/"}) {
      const std::string message = parse_refusal(whole.substr(0, at) + spoiled + whole.substr(at + 1));
      INFO(message);
      CHECK_THAT(message, !ContainsSubstring("unexpected") && !ContainsSubstring("last read") &&
                              !ContainsSubstring("literal"));
    }
}

TEST_CASE("another kind of text is told") {
  for (const char* text : {"axes:\n  seed: 3\n", "# a sweep\nepochs: 3\n", "---\na: 1\n",
                           "[axes]\nseed = 3\n", "epochs = 3\n"}) {
    INFO(text);
    CHECK_THAT(parse_refusal(text), ContainsSubstring("it looks like YAML or TOML"));
  }
  CHECK_THAT(parse_refusal("a,b,y\n1,2,u\n"), ContainsSubstring("it looks like a table"));
  for (const char* text : {"[1 2]", "{a: 1}", "\"a\": 1", "\"a\": 1,\n\"b\": 2", "[", "seed"}) {
    INFO(text);
    CHECK_THAT(parse_refusal(text), !ContainsSubstring("looks like"));
  }
}

TEST_CASE("a text that ends too early is refused at its end") {
  CHECK_THAT(parse_refusal("{\n\"a\": 1"), StartsWith("f.json:2:7: not JSON: the file ends too early"));
  CHECK_THAT(parse_refusal("{\n"), StartsWith("f.json:2:1: not JSON: the file ends too early"));
  CHECK_THAT(parse_refusal("["), StartsWith("f.json:1:2: not JSON: the file ends too early"));
  CHECK_THAT(parse_refusal("[\"abc"), StartsWith("f.json:1:6: not JSON: a quote is not closed"));
  CHECK_THAT(parse_refusal("[1 /* never closed"),
             StartsWith("f.json:1:19: not JSON: a comment is not closed"));
}

TEST_CASE("an empty file is refused at its first place") {
  CHECK_THAT(parse_refusal(""), Catch::Matchers::Equals("f.json:1:1: not JSON: the file is empty"));
  CHECK_THAT(parse_refusal("// nothing\n"), StartsWith("f.json:2:1: not JSON: the file ends too early"));
}

TEST_CASE("lines that end in CR LF are counted once") {
  CHECK_THAT(parse_refusal("{\r\n  \"a\": 1,\r\n  \"b\" 2\r\n}"), StartsWith("f.json:3:7: not JSON: "));
  CHECK(complaint("{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}", "b") == "f.json:3:8: b: m");
}

TEST_CASE("comments are allowed wherever blanks are") {
  const std::string text =
      "// first\n{ /* a */ \"a\" /* : \"x\" */ : // [\n [1, /* 2, */ 3], \"b\": 4/**/ }\n// last";
  const Document document = Document::parse(text, "f.json");
  CHECK(document.root() == nlohmann::json{{"a", {1, 3}}, {"b", 4}});
  CHECK(complaint(text, "a") == "f.json:3:2: a: m");
  CHECK(complaint(text, "a[1]") == "f.json:3:15: a[1]: m");
  CHECK(complaint(text, "b") == "f.json:3:24: b: m");
  CHECK_THROWS_WITH(document.fail_key("a", "m"), "f.json:2:11: a: m");
}

TEST_CASE("a key that an object has twice is refused where it comes again") {
  CHECK(parse_refusal("{\"a\": 1,\n \"a\": 2}") == "f.json:2:2: a: duplicate key");
  CHECK(parse_refusal(R"({"x": [{"k": 1}, {"k": 1, "l": {}, "k": 1}]})") ==
        "f.json:1:36: x[1].k: duplicate key");
  CHECK(parse_refusal(R"({"a": {"b": 1, "b": 1}, "c": 1, "c": 1})") == "f.json:1:16: a.b: duplicate key");
  CHECK(parse_refusal(R"({"\u0061": 1, "a": 2})") == "f.json:1:15: a: duplicate key");
}

TEST_CASE("a key is there once when other objects have it, or when a dotted key looks like its path") {
  CHECK(parse_refusal(R"({"a": {"k": 1}, "b": {"k": 1}, "k": 1})") == "no error");
  CHECK(parse_refusal(R"([{"k": 1}, {"k": 1}])") == "no error");
  CHECK(parse_refusal(R"({"a": {"b": 1}, "a.b": 2})") == "no error");
}

TEST_CASE("a complaint about an unknown path stands at the nearest value around it") {
  const std::string text = "{\"a\": [1,\n {\"b\": 2}]}";
  CHECK(complaint(text, "a[1].c") == "f.json:2:2: a[1].c: m");
  CHECK(complaint(text, "a[1].b.x[3].y") == "f.json:2:8: a[1].b.x[3].y: m");
  CHECK(complaint(text, "a[7]") == "f.json:1:7: a[7]: m");
  CHECK(complaint(text, "other") == "f.json:1:1: other: m");
  CHECK(complaint(text, "other[2]") == "f.json:1:1: other[2]: m");
  CHECK(complaint(text, "") == "f.json:1:1: m");
  CHECK(complaint("\n  [5]", "[0]") == "f.json:2:4: [0]: m");
}

TEST_CASE("a complaint about a key that is not there is one about its value") {
  const Document document = Document::parse("{\"a\": [1,\n {\"b\": 2}]}", "f.json");
  CHECK_THROWS_WITH(document.fail_key("a[1].b", "m"), "f.json:2:3: a[1].b: m");
  CHECK_THROWS_WITH(document.fail_key("a[1]", "m"), "f.json:2:2: a[1]: m");
  CHECK_THROWS_WITH(document.fail_key("a[1].c", "m"), "f.json:2:2: a[1].c: m");
}

TEST_CASE("complaints about a value that was changed name who changed it") {
  Document document = Document::parse(R"({"axes": {"x": [3], "xs": [4]}})", "f.json");
  document.root()["axes"]["x"] = {5, 6};
  document.note_origin("axes.x", "--set x=5,6");
  CHECK(document.root() == nlohmann::json::parse(R"({"axes": {"x": [5, 6], "xs": [4]}})"));
  CHECK_THROWS_WITH(document.fail("axes.x", "m"), "--set x=5,6: m");
  CHECK_THROWS_WITH(document.fail("axes.x[1]", "m"), "--set x=5,6: m");
  CHECK_THROWS_WITH(document.fail("axes.x[0].momentum", "m"), "--set x=5,6: m");
  CHECK_THROWS_WITH(document.fail_key("axes.x", "m"), "--set x=5,6: m");
  CHECK_THROWS_WITH(document.fail("axes.xs[0]", "m"), "f.json:1:28: axes.xs[0]: m");
}

TEST_CASE("a document is read from a file and named like it") {
  const tryall::testing::TemporaryFolder folder;
  const std::string file = folder.write("s.json", "{\"a\": 1}").string();
  const Document document = Document::read(file);
  CHECK(document.name() == file);
  CHECK(document.root() == nlohmann::json{{"a", 1}});
  CHECK_THROWS_WITH(document.fail("a", "m"), file + ":1:7: a: m");
}

TEST_CASE("a file that cannot be read is refused with the reason") {
  const tryall::testing::TemporaryFolder folder;
  const std::string missing = (folder / "none.json").string();
  CHECK(message_of([&] { Document::read(missing); }) == missing + ": cannot open: No such file or directory");
  CHECK(message_of([&] { Document::read(folder.path()); }) ==
        folder.path().string() + ": is a folder, not a file");
}
