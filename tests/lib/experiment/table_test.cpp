#include "tryall/experiment/table.hpp"

#include "catch.hpp"

namespace table_test {

using tryall::Choice;
using tryall::Error;
using tryall::Parameter;
using tryall::Table;
using tryall::Technique;

namespace {

struct Entry {
  Technique about;
  int number = 0;
};

Entry named(std::string name, std::vector<Parameter> parameters = {}) {
  return {{.name = std::move(name), .summary = "", .source = "", .parameters = std::move(parameters)}, 7};
}

Table<Entry> two() { return {"fruit", "fruits", {named("apple"), named("pear")}}; }

Parameter number(const char* name) { return {.name = name, .fallback = 1.0, .meaning = "a number"}; }

}  // namespace

TEST_CASE("a table lists its entries in order, finds them by name, and shows them as a family") {
  Table<Entry> table = two();
  table.add(named("fig"));
  std::vector<std::string> names;
  for (const Entry& entry : table) names.push_back(entry.about.name);
  CHECK(names == std::vector<std::string>{"apple", "pear", "fig"});
  CHECK(table.family().names() == names);
  CHECK(table.size() == 3);
  CHECK(table[2].about.name == "fig");
  CHECK(table.named("pear") == &table[1]);
  CHECK(table.named("plum") == nullptr);
  CHECK(&table.find(Choice{"fig", {}}) == &table[2]);
  CHECK(table.family().singular == "fruit");
}

TEST_CASE("entries stay where they are when a table grows, is copied and goes") {
  Table<Entry> table = two();
  const Entry* pear = table.named("pear");
  const Technique* technique = table.family().techniques[1];
  for (int i = 0; i < 100; ++i) table.add(named("more" + std::to_string(i)));
  const Table<Entry> copy = table;
  table = two();
  CHECK(copy.named("pear") == pear);
  CHECK(copy.family().techniques[1] == technique);
  CHECK(&copy[1].about == technique);
  CHECK(copy.size() == 102);
  CHECK(table.size() == 2);
}

TEST_CASE("what is added to a copy is not in the table") {
  const Table<Entry> table = two();
  Table<Entry> copy = table;
  copy.add(named("fig"));
  CHECK(table.named("fig") == nullptr);
  CHECK(table.family().names().size() == 2);
}

TEST_CASE("a family made at run time completes choices and proposes its names") {
  Table<Entry> table = two();
  table.add(named("cherry", {number("stones")}));
  CHECK(with_defaults(table.family(), {"cherry", {}}).number("stones") == 1.0);
  CHECK_THROWS_WITH(with_defaults(table.family(), {"chery", {}}),
                    ContainsSubstring("did you mean 'cherry'?"));
  CHECK_THROWS_WITH(with_defaults(table.family(), {"cherry", {{"stone", 2.0}}}),
                    ContainsSubstring("did you mean 'stones'?"));
}

TEST_CASE("a name that is taken or cannot be spelled is refused, and the table stays as it was") {
  Table<Entry> table = two();
  CHECK_THROWS_WITH(table.add(named("pear")), ContainsSubstring("'pear' already exists"));
  for (const char* name : {"", "two words", "a-b", "a.b", "\"", "\xc3\xa4pfel"}) {
    INFO(name);
    CHECK_THROWS_AS(table.add(named(name)), Error);
  }
  CHECK_THROWS_AS(table.add(named(std::string(65, 'a'))), Error);
  CHECK(table.size() == 2);
  CHECK(table.family().techniques.size() == 2);
}

TEST_CASE("settings have names of their own, and defaults of their type") {
  Table<Entry> table = two();
  CHECK_THROWS_WITH(table.add(named("a", {number("x"), number("x")})), ContainsSubstring("taken"));
  CHECK_THROWS_WITH(table.add(named("a", {number("name")})), ContainsSubstring("reserved"));
  CHECK_THROWS_WITH(table.add(named("a", {number("revision")})), ContainsSubstring("reserved"));
  CHECK_THROWS_AS(table.add(named("a", {number("")})), Error);
  CHECK_THROWS_AS(table.add(named("a", {{.name = "x", .fallback = std::int64_t{1}}})), Error);
  CHECK_THROWS_AS(table.add(named("a", {{.name = "x", .fallback = true}})), Error);
  CHECK(table.size() == 2);
}

}  // namespace table_test
