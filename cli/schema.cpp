#include "context.hpp"
#include "tryall/sweeps/space/sweep_schema.hpp"

namespace tryall::cli {

void add_schema(CommandLine& command, Context& context) {
  command.action([&context] {
    print(sweeps::sweep_schema());
    context.status = fine;
  });
}

}  // namespace tryall::cli
