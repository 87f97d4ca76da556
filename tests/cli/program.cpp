#include "program.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "temporary_folder.hpp"

namespace tryall::testing {
namespace {

std::filesystem::path temporary_file() {
  std::string pattern = (std::filesystem::temp_directory_path() / "tryall-out-XXXXXX").string();
  const int descriptor = mkstemp(pattern.data());
  if (descriptor < 0) throw std::runtime_error("cannot make a temporary file");
  close(descriptor);
  return pattern;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

void redirect(const std::filesystem::path& file, int descriptor) {
  const int opened = open(file.c_str(), O_RDWR | O_TRUNC | O_CLOEXEC);
  if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
}

std::vector<std::string> environment_of(const Program::Surroundings& surroundings) {
  std::vector<std::string> variables;
  for (const char* name : {"PATH", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
  for (const auto& [name, value] : surroundings.variables)
    variables.push_back(std::string(name).append("=").append(value));
  return variables;
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Surroundings& surroundings)
    : out_(temporary_file()), err_(temporary_file()) {
  std::vector<std::string> words = surroundings.before;
  words.emplace_back(TRYALL_BINARY);
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment_of(surroundings);
  std::vector<char*> word_pointers = pointers(words), variable_pointers = pointers(variables);
  process_ = fork();
  if (process_ < 0) throw std::runtime_error("cannot fork");
  if (process_ > 0) return;
  if (chdir(surroundings.folder.c_str()) != 0) _exit(126);
  redirect("/dev/null", STDIN_FILENO);
  redirect(out_, STDOUT_FILENO);
  redirect(err_, STDERR_FILENO);
  environ = variable_pointers.data();
  execvp(word_pointers[0], word_pointers.data());
  _exit(127);
}

Program::~Program() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove(out_, ignored);
  std::filesystem::remove(err_, ignored);
}

void Program::send(int signal) const { kill(process_, signal); }

Finished Program::wait() {
  int status = 0;
  while (waitpid(process_, &status, 0) < 0) {
  }
  process_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(out_), read_file(err_)};
}

Finished run_tryall(const std::vector<std::string>& arguments, const Program::Surroundings& surroundings) {
  return Program(arguments, surroundings).wait();
}

Finished run_tryall(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  return run_tryall(arguments, Program::Surroundings{.folder = folder});
}

std::string fingerprint_of(const std::filesystem::path& folder, const std::string& store) {
  const Finished finished = run_tryall({"fingerprint", "--db", store}, folder);
  if (finished.status != 0) throw std::runtime_error(finished.err);
  return finished.out;
}

}  // namespace tryall::testing
