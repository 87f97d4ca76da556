#include "sweep_options.hpp"

#include <fmt/format.h>

#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/data_paths.hpp"
#include "tryall/sweeps/space/document.hpp"
#include "tryall/sweeps/space/override_comma.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::cli {

void add_sweep_options(CommandLine& command, SweepOptions& options) {
  command.option("spec", options.spec, "The sweep's JSON file").required();
  command
      .option("--set", options.set,
              "Override the values of an axis: axis=v1,v2, axis=log:1e-4:1:9 or seed=0..4; repeatable")
      .one_word_per_use()
      .suggest(set_beginnings);
}

void refuse_second(const std::vector<sweeps::Override>& overrides, const sweeps::Override& given) {
  for (const sweeps::Override& earlier : overrides)
    if (earlier.axis == given.axis)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: '{}' has its values already, by {}; give each axis once", given.spelled(),
                              given.axis, earlier.spelled()));
}

std::vector<sweeps::Override> overrides_of(const std::vector<std::string>& arguments) {
  std::vector<sweeps::Override> overrides;
  for (const std::string& argument : arguments) {
    sweeps::Override given = sweeps::parse_override(argument, "--set ");
    refuse_second(overrides, given);
    overrides.push_back(std::move(given));
  }
  return overrides;
}

sweeps::Sweep read_sweep(const SweepOptions& options, const Vocabulary& vocabulary) {
  return sweeps::read_sweep(sweeps::read_with_data_paths(options.spec), vocabulary,
                            overrides_of(options.set));
}

sweeps::Plan make_plan(const SweepOptions& options, sweeps::Trainer& trainer) {
  sweeps::Sweep sweep = read_sweep(options, trainer.vocabulary());
  try {
    return sweeps::make_plan(std::move(sweep), trainer);
  } catch (const Error& error) {  // perhaps there is no such file because its name was cut at a comma
    for (const sweeps::Override& given : overrides_of(options.set))
      if (const std::string hint = sweeps::comma_hint(given);
          given.axis.starts_with("dataset") && !hint.empty())
        throw Error(error.code(), error.what() + hint);
    throw;
  }
}

}  // namespace tryall::cli
