#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tryall::testing {

/// What a process came to.
struct Finished {
  int status = -1;  ///< Exit status, or 128 + the signal that ended it.
  std::string out, err;
};

/// A process of the tryall binary that was built with these tests, in a folder of its own.
class Program {
 public:
  struct Surroundings {
    std::filesystem::path folder;  ///< Where it runs.
    std::map<std::string, std::string> variables =
        {};                                ///< Added to an environment with only PATH and TMPDIR.
    std::vector<std::string> before = {};  ///< A command to run it through: {"setpriv", ...}.
  };

  Program(const std::vector<std::string>& arguments, const Surroundings& surroundings);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void send(int signal) const;
  pid_t id() const { return process_; }
  Finished wait();

 private:
  pid_t process_ = -1;
  std::filesystem::path out_, err_;
};

/// Runs it to its end in `folder`.
Finished run_tryall(const std::vector<std::string>& arguments, const std::filesystem::path& folder);
Finished run_tryall(const std::vector<std::string>& arguments, const Program::Surroundings& surroundings);

/// The fingerprint of the results in a store of `folder`. Throws where the program gives none.
std::string fingerprint_of(const std::filesystem::path& folder, const std::string& store);

}  // namespace tryall::testing
