// Reads results back by the public reader, which knows the standard library's techniques: of a sweep of
// those.
#include "read_back.hpp"

#include <cstdio>
#include <fstream>

#include "tryall/reports/query/query.hpp"

bool reads_back(const std::filesystem::path& store) {
  // extending: read
  tryall::reports::Question question;
  question.form = tryall::reports::Question::Form::groups;
  question.sweep = "standard";
  const tryall::reports::Answer answer = tryall::reports::ask(store, question);
  // end
  std::fputs(render(answer.table, tryall::reports::Format::table).c_str(), stdout);
  return answer.table.rows.size() == 2;
}
