#include <fmt/format.h>

#include <exception>

#include "context.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "version.hpp"

namespace tryall::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      {"run", "Train what a sweep asks for and the store does not hold yet",
       "tryall run sweeps/recipes/first.json --jobs 2 --set learning_rate=log:1e-3:1:4", add_run},
      {"plan", "Say what a run would train, without training", "tryall plan sweeps/recipes/first.json",
       add_plan},
      {"status", "Show how far sweeps are, those that run in other terminals among them", "tryall status",
       add_status},
      {"train", "Train one config and print its curve; the store is neither read nor written",
       "tryall train config.json --set learning_rate=0.01 --weights-out net.safetensors", add_train},
      {"schema", "Print the JSON Schema of sweeps' files, for editors", "tryall schema > sweep.schema.json",
       add_schema},
      {"query", "Ask the store: a leaderboard, a grouping, a pivot, runs, curves, or SQL",
       "tryall query --where \"optimizer = 'adam'\" --group-by learning_rate,init --seeds-min 3", add_query},
      {"compare", "Hold two values of an axis, two sweeps or two groups against each other",
       "tryall compare optimizer=adam optimizer=momentum --best-over learning_rate", add_compare},
      {"confirm", "Run the best groups of a sweep again, on fresh seeds", "tryall confirm --top 3 --seeds 5",
       add_confirm},
      {"report", "Print a sweep's leaderboard and write its HTML report", "tryall report --sweep first",
       add_report},
      {"show", "Show one run: its config, values and curves", "tryall show 3f2a", add_show},
      {"baseline", "Freeze groups under a name, for later results to be held against",
       "tryall baseline set main --sweep first", add_baseline},
      {"check", "Train a baseline's configs at today's code and say whether quality changed",
       "tryall check --against main", add_check},
      {"history", "Show a metric over commits with its change points, or the change points of any series",
       "tryall history --metric test_accuracy monday.db tuesday.db", add_history},
      {"bisect", "Find the commit since which a check finds something worse",
       "tryall bisect --against main.json --good v0.4 --bad HEAD -- cmake --build build/release", add_bisect},
      {"merge", "Bring the runs of other stores into this one",
       "tryall merge laptop.db server.db --db all.db", add_merge},
      {"gc", "Remove checkpoints and other rows of the store that no longer serve", "tryall gc --dry-run",
       add_gc},
      {"data", "List the datasets, or describe one", "tryall data mnist", add_data},
      {"list", "List axes, metrics, optimizers, inits, ...", "tryall list optimizers", add_list},
      {"explain", "Explain a technique or an axis: formula, source, settings", "tryall explain adam",
       add_explain},
      {"reference", "Write what explain says of everything, as Markdown pages",
       "tryall reference docs/reference", add_reference},
      {"fingerprint", "Print one hash over every stored result",
       "tryall fingerprint --expect 0123456789abcdef0123456789abcdef", add_fingerprint},
      {"doctor", "Check this machine and the store", "tryall doctor", add_doctor},
      {"completion", "Print a script that completes command lines, for bash or zsh",
       "tryall completion bash > ~/.local/share/bash-completion/completions/tryall", add_completion},
  };
  return table;
}

namespace {

/// A word where a command belongs that is none; CLI11 would only call it unexpected.
void check_command(int count, char** words) {
  if (count < 2 || words[1][0] == '-') return;
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  if (std::find(names.begin(), names.end(), words[1]) == names.end())
    throw Error(ErrorCode::bad_input, fmt::format("unknown command '{}'{}; see: tryall --help", words[1],
                                                  did_you_mean(words[1], names)));
}

/// The program was compiled for a processor with AVX2; say so rather than die of an illegal instruction.
void check_processor() {
#if defined(__AVX2__) && defined(__GNUC__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
    throw Error(ErrorCode::failed,
                "this program was built for processors with AVX2 and FMA (x86-64-v3), which this one has "
                "not; build it "
                "with another TRYALL_MARCH (see CMakeLists.txt)");
#endif
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_input:
      return bad_usage;
    case ErrorCode::not_enough_data:
      return not_enough_data;
    case ErrorCode::failed:
      return failed;
  }
  return failed;
}

int run_program(int count, char** words) {
  try {
    check_processor();
    check_command(count, words);
    CommandParser parser(
        {.name = "tryall",
         .summary = "Always try everything: sweeps of small trainings, kept in a store, compared honestly.",
         .version = std::string("tryall ") + version,
         .footer =
             "Exit status: 0 fine, 1 a check found a difference, 2 usage or bad input, 3 not enough data,\n"
             "4 something failed at run time, 130 interrupted (resumable; of a check: 4).\n"});
    Context context = context_from_environment();
    for (const Command& command : commands()) {
      CommandLine line =
          parser.add_command(command.name, command.summary, fmt::format("Example:\n  {}\n", command.example));
      command.add(line, context);
    }
    parser.run(count, words);
    return context.status;
  } catch (const Error& error) {
    note(fmt::format("{}\n", error.what()));
    return status_of(error.code());
  } catch (const std::bad_alloc&) {
    note("out of memory\n");
    return failed;
  } catch (const std::exception& error) {
    note(fmt::format("unexpected: {}\n", error.what()));
    return failed;
  }
}

}  // namespace
}  // namespace tryall::cli

int main(int count, char** words) { return tryall::cli::run_program(count, words); }
