#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "program.hpp"
#include "temporary_folder.hpp"

namespace tryall::testing {

/// Commands by Slurm's names. `sbatch` runs the tasks of what is submitted at once, one after the other,
/// unless a file `hold` is there; an array with an index above the file `max_index` is refused, and
/// everything is as many times as the file `refusals` has lines, with those words. `squeue` prints the file
/// `queue`. All calls are noted in `calls`.
class FakeSlurm {
 public:
  FakeSlurm() {
    std::filesystem::create_directory(folder / "bin");
    write_command("sbatch", R"sh(script=${@: -1}
if [ -s refusals ]; then head -n 1 refusals >&2; sed -i 1d refusals; exit 1; fi
id=$(($(ls -d job-* 2>/dev/null | wc -l) + 1))
last=$(sed -n 's/^#SBATCH --array=0-\([0-9]*\).*/\1/p' "$script")
if [ "${last:-0}" -gt "$(cat max_index)" ]; then echo "sbatch: error: Invalid job array specification" >&2; exit 1; fi
mkdir "job-$id"
echo "sbatch: warning: a plugin says hello" >&2
echo "$id"
[ ! -e hold ] || exit 0
log=$(sed -n 's/^#SBATCH --output="\(.*\)"/\1/p' "$script")
for ((i = 0; i <= ${last:-0}; i++)); do
  SLURM_JOB_ID=$id$i SLURM_ARRAY_JOB_ID=$id SLURM_ARRAY_TASK_ID=$i SLURM_CPUS_ON_NODE=1 bash "$script" >>"${log//%a/$i}" 2>&1
done
exit 0)sh");
    write_command(
        "squeue",
        "if [ -e down ]; then echo 'Unable to contact slurm controller' >&2; exit 1; fi\n"
        "all=\"$*\"\nids=${all##*--jobs=}\n[ ! -e queue ] || grep -E \"^(${ids//,/|})[|]\" queue || true");
    write_command("scancel", "true");
    write_command("scontrol", "echo \"MaxArraySize            = $(($(cat max_index) + 1))\"");
    folder.write("max_index", "1000");
  }

  Program::Surroundings surroundings() const {
    const std::string path = (folder / "bin").string() + ":" + std::getenv("PATH");
    return {.folder = folder.path(), .variables = {}, .before = {"env", "PATH=" + path}};
  }
  Finished run(const std::vector<std::string>& arguments) const {
    return run_tryall(arguments, surroundings());
  }
  std::string calls() const { return read_file(folder / "calls"); }

  TemporaryFolder folder;

 private:
  void write_command(const std::string& name, const std::string& body) const {
    const auto file = folder.write("bin/" + name, "#!/bin/bash\ncd '" + folder.path().string() +
                                                      "'\necho \"" + name + " $*\" >>calls\n" + body + "\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
};

}  // namespace tryall::testing
