#include "command.hpp"
#include "terminal/output.hpp"
#include "tryall/sweeps/space/sweep_schema.hpp"
#include "tryall/train/metric.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {
namespace {

void add_schema(CommandLine& command, Context& context) {
  command.action([&context] {
    print(sweeps::sweep_schema({train::training_axes(), train::metrics()}));
    context.status = fine;
  });
}

}  // namespace

Command schema_command() {
  return {.name = "schema",
          .summary = "Print the JSON Schema of sweep files, for editors",
          .example = "tryall schema > sweep.schema.json",
          .add = add_schema};
}

}  // namespace tryall::cli
