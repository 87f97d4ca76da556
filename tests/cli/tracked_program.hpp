#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <nlohmann/json.hpp>

#include "program.hpp"
#include "temporary_folder.hpp"

namespace tryall::testing {

/// Two small groups, four seeds each.
inline const std::string tracked_sweep = R"({
  "name": "tracked",
  "base": {"model": {"name": "mlp", "hidden": [8]}, "epochs": 3, "train_size": 0.3},
  "axes": {"optimizer": ["momentum", "adam"], "learning_rate": 0.01, "seed": {"count": 4}}
})";

/// A folder with a store of that sweep, frozen as "main" and exported to main.json.
struct TrackedStore {
  explicit TrackedStore(const std::string& sweep = tracked_sweep) {
    folder.write("tracked.json", sweep);
    run({"run", "tracked.json", "-q"});
    run({"baseline", "set", "main"});
    run({"baseline", "export", "main", "main.json"});
  }

  Finished run(const std::vector<std::string>& arguments) const {
    return run_tryall(arguments, folder.path());
  }

  nlohmann::json document() const { return nlohmann::json::parse(read_file(folder / "main.json")); }
  void write(const nlohmann::json& document) const { folder.write("main.json", document.dump()); }

  TemporaryFolder folder;
};

}  // namespace tryall::testing
