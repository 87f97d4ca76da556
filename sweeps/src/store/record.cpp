#include "tryall/sweeps/store/record.hpp"

#include <fmt/chrono.h>

#include <ctime>

namespace tryall::sweeps {

std::string now_text() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

}  // namespace tryall::sweeps
