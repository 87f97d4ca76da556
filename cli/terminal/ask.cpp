#include "terminal/ask.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "terminal/output.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {

bool ask(const std::string& question, const std::string& nothing) {
  if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: there is no terminal to ask on; add --yes to go ahead", nothing));
  note(question + " [y/N] ");
  std::string answer;
  if (!std::getline(std::cin, answer)) note("\n");
  for (char& c : answer) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (answer == "y" || answer == "yes") return true;
  note(nothing + "\n");
  return false;
}

}  // namespace tryall::cli
