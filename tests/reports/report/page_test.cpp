#include <zlib.h>

#include <set>

#include "report_checks.hpp"

using namespace tryall::testing;
using tryall::reports::file_name;
using tryall::reports::Report;
using tryall::reports::to_html;
using tryall::reports::to_json;
using tryall::reports::to_markdown;

namespace {

std::string decoded(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned word = 0, bits = 0;
  for (const char c : text) {
    if (c == '=') break;
    word = word << 6U | static_cast<unsigned>(digits.find(c));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(word >> bits & 0xFFU);
  }
  return bytes;
}

std::string inflated(const std::string& bytes) {
  z_stream stream = {};
  REQUIRE(inflateInit2(&stream, 31) == Z_OK);
  std::string text(1 << 22, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

/// The longest run of base64 in the page: gzip's magic bytes begin it.
std::string data_in(const std::string& page) {
  const std::size_t at = page.find("H4sI");
  REQUIRE(at != std::string::npos);
  const std::size_t end = page.find('<', at);
  return decoded(page.substr(at, page.find_last_not_of(" \n", end - 1) + 1 - at));
}

}  // namespace

TEST_CASE("the page holds the gzipped report and nothing else that changes") {
  const Report report = report_of(four_groups, run_of_four);
  const std::string page = to_html(report);
  CHECK_THAT(page,
             StartsWith("<!DOCTYPE html>") && ContainsSubstring("default-src 'none'; script-src 'sha256-"));
  CHECK_THAT(page, !ContainsSubstring("{{TRYALL_REPORT_DATA}}"));
  CHECK(inflated(data_in(page)) == to_json(report));
}

TEST_CASE("a gzip file in the page tells no time") {
  const std::string bytes = data_in(to_html(report_of(four_groups, run_of_four)));
  CHECK(bytes.substr(4, 4) == std::string(4, '\0'));
}

TEST_CASE("the same store gives the same page, the same json and the same markdown") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  const auto report = [&] { return valid_report(stored.open(), "four"); };
  const Report first = report(), second = report();
  CHECK(to_html(first) == to_html(second));
  CHECK(to_markdown(first) == to_markdown(second));
}

TEST_CASE("names, messages and configs cannot become markup of the page or of Markdown") {
  const Report report = report_of(
      R"({"name": "</script><b>&\"'", "axes": {"dataset": ["digits", {"name": "idx", "folder": "</script><b>|x"}]}})",
      [](const auto&, std::uint64_t, const auto&) {
        auto result = diverged_run();
        result.message = "<img src=x onerror=alert(1)>\n\x1B[0m";
        return result;
      });
  check_sound(report);
  CHECK(document_of(report)["title"] == "</script><b>&\"'");
  const std::string plain = to_html(report_of(four_groups, run_of_four));
  const auto scripts = [](const std::string& page) {
    std::size_t count = 0;
    for (std::size_t at = page.find("</script"); at != std::string::npos; at = page.find("</script", at + 1))
      ++count;
    return count;
  };
  CHECK(scripts(to_html(report)) == scripts(plain));
  CHECK_THAT(to_html(report), !ContainsSubstring("<img src=x"));
  const std::string markdown = to_markdown(report);
  CHECK_THAT(markdown, !ContainsSubstring("<b>") && !ContainsSubstring("<script"));
  CHECK_THAT(markdown, StartsWith("## \\</script\\>\\<b\\>\\&\"'\n"));
  CHECK_THAT(markdown, ContainsSubstring("\\|x"));
}

TEST_CASE("bytes that are no UTF-8 do not keep a report from being written") {
  const Report report = report_of(R"({"name": "bytes"})", [](const auto&, std::uint64_t, const auto&) {
    auto result = diverged_run();
    result.message = "a \xFF b";
    return result;
  });
  CHECK_THAT(to_json(report), ContainsSubstring("a \xEF\xBF\xBD b"));
}

TEST_CASE("the Markdown report has the answer, the leaderboard and a line on each section") {
  const std::string markdown = to_markdown(report_of(four_groups, run_of_four));
  CHECK_THAT(markdown,
             StartsWith("## four\n\nWhich optimizer and learning rate reaches the highest validation "
                        "accuracy?\n\nBest of 4 groups: adam, learning rate 0.1"));
  CHECK_THAT(markdown,
             ContainsSubstring("| rank | group | validation accuracy | test accuracy | n | diverged |"));
  CHECK_THAT(markdown,
             ContainsSubstring("| 1 | optimizer=adam learning\\_rate=0.1 | 40.00 % | 40.00 % | 2 | 0 |"));
  CHECK_THAT(markdown, ContainsSubstring("- **Failures**: 1 of 8 runs did not complete"));
}

TEST_CASE("the figures beside the Markdown: leaderboard, first pair of axes, curves, cost") {
  const Report report = report_of(four_groups, run_of_four);
  const auto figures = tryall::reports::figures(report);
  REQUIRE(figures.size() == 4);
  CHECK(figures[0].name == "leaderboard");
  CHECK_THAT(figures[0].svg, ContainsSubstring("n = 1, 1 without a value</title>"));
  CHECK(figures[1].name == "interactions");
  CHECK_THAT(figures[1].svg, ContainsSubstring("<title>adam, 0.2: 45.0 %, mean of 1, 1 diverged</title>"));
  CHECK(figures[2].name == "curves");
  CHECK_THAT(figures[2].svg, ContainsSubstring("1 of 2 diverged"));
  CHECK(figures[3].name == "pareto");
  CHECK_THAT(to_markdown(report, "my run"),
             ContainsSubstring("![learning rate x optimizer](my%20run-interactions.svg)"));
  CHECK(tryall::reports::figures(report_of(R"({"name": "one"})")).size() == 3);
}

TEST_CASE("average ranks are a figure where there are blocks enough") {
  const auto run = [](const tryall::Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
    return completed_run(config.choice("optimizer").name == "adam" ? 0.9 - 0.001 * static_cast<double>(seed)
                                                                   : 0.5);
  };
  const auto figures = tryall::reports::figures(report_of(
      R"({"axes": {"optimizer": ["sgd", "adam"], "batch_size": [1, 2, 4, 8, 16, 32], "seed": {"count": 5}}})",
      run));
  const auto ranks =
      std::find_if(figures.begin(), figures.end(), [](const auto& one) { return one.name == "ranks"; });
  REQUIRE(ranks != figures.end());
  CHECK_THAT(ranks->svg, ContainsSubstring("Average ranks. adam: 1.00. sgd: 2.00."));
}

TEST_CASE("a file name keeps what is safe in one") {
  CHECK(file_name("mnist-optimizers_v1.2", ".html") == "mnist-optimizers_v1.2.html");
  CHECK_THAT(file_name("a b/c\\d:e", ".html"), StartsWith("a-b-c-d-e-"));
  CHECK_THAT(file_name("../../etc/passwd", ".html"), StartsWith("sweep..-..-etc-passwd-"));
  CHECK_THAT(file_name("-rf", ".csv"), StartsWith("sweep-rf-"));
  CHECK_THAT(file_name("", ".html"), StartsWith("sweep-"));
  CHECK(file_name("\xC3\xA4", "") == "\xC3\xA4");
  CHECK_THAT(file_name("\xC3", ""), StartsWith("sweep-"));
}

TEST_CASE("two sweeps never share a file name, and none is too long for a file") {
  std::set<std::string> names;
  const std::string many(300, 'a'), umlauts = [] {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "\xC3\xA4";
    return text;
  }();
  const std::vector<std::string> sweeps = {
      "a b", "a-b",    "a/b", "a:b",   "a#b", "тест",     "опыт",     "実験",  "実験2",      "-",
      "--",  "sweep-", "",    "sweep", many,  many + "a", many + "b", umlauts, umlauts + "x"};
  for (const std::string& sweep : sweeps) {
    const std::string name = file_name(sweep, ".html");
    CHECK(name.size() <= 200);
    CHECK(name.find('/') == std::string::npos);
    names.insert(name);
  }
  CHECK(names.size() == sweeps.size());
}

TEST_CASE("figures name what tells groups apart, and once what they share") {
  const auto run = [](const tryall::Config& config, std::uint64_t, const tryall::train::Hooks&) {
    return completed_run(config.choice("optimizer").name == "adam"
                             ? 0.9
                             : 0.1 / static_cast<double>(config.integer("batch_size")));
  };
  const auto figures = tryall::reports::figures(
      report_of(R"({"axes": {"optimizer": ["sgd", "adam"], "batch_size": {"range": [1, 12, 1]}}})", run));
  CHECK_THAT(figures[0].svg, ContainsSubstring("<title>batch_size=3: "));
  CHECK_THAT(figures[0].svg, ContainsSubstring("; all have optimizer=adam."));
}

TEST_CASE("figures: the front's labels leave out what it shares, those of other points do not") {
  const auto figures = tryall::reports::figures(report_of(
      R"({"name": "f", "axes": {"optimizer": ["sgd", "adam"], "learning_rate": [0.25, 0.5], "seed": {"count": 3}}})",
      [](const tryall::Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
        const bool adam = config.choice("optimizer").name == "adam",
                   slow = config.number("learning_rate") == 0.25;
        auto result = completed_run((adam ? 0.9 : 0.8) - (slow ? 0.3 : 0) + 0.001 * double(seed));
        result.wall_seconds = (adam ? 2 : 1) + (slow ? 10 : 0);
        return result;
      }));
  const auto front = std::find_if(figures.begin(), figures.end(),
                                  [](const auto& figure) { return figure.name == "pareto"; });
  REQUIRE(front != figures.end());
  CHECK_THAT(front->svg, ContainsSubstring("<title>adam: "));
  CHECK_THAT(front->svg, ContainsSubstring("<title>optimizer=adam learning_rate=0.25: "));
}
