#include "context.hpp"
#include "tryall/sweeps/space/sweep_schema.hpp"

namespace tryall::cli {

void add_schema(CLI::App& command, Context& context) {
  command.callback([&context] {
    print(sweeps::sweep_schema());
    context.status = fine;
  });
}

}  // namespace tryall::cli
